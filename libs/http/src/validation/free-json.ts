import { Allow } from 'class-validator';

/** Makes of a field's value what the handler gets. Throws AppError VALIDATION_FAILED, with all that is wrong in it. */
export type FreeJsonReader = (value: unknown) => unknown;

const FIELDS = new WeakMap<object, Map<string, FreeJsonReader>>();

/**
 * Marks a field of a body that holds JSON of any shape: it is handed on without being copied or
 * walked, as `read` takes it. Its own decorators still check it as it came.
 * @param read missing: as it came
 */
export function FreeJson(read: FreeJsonReader = (value) => value): PropertyDecorator {
  return (prototype, property) => {
    const fields = FIELDS.get(prototype) ?? new Map<string, FreeJsonReader>();
    FIELDS.set(prototype, fields.set(String(property), read));
    Allow()(prototype, property);
  };
}

/** The marked fields of a class and of what it extends. */
export function freeJsonFields(dto: { readonly prototype: object }): ReadonlyMap<string, FreeJsonReader> {
  const found = new Map<string, FreeJsonReader>();
  for (let at: object | null = dto.prototype; at !== null; at = Object.getPrototypeOf(at) as object | null) {
    for (const [field, read] of FIELDS.get(at) ?? []) if (!found.has(field)) found.set(field, read);
  }
  return found;
}
