import { Allow } from 'class-validator';

const FIELDS = new WeakMap<object, Set<string>>();

/**
 * Marks a field of a body that holds JSON of any shape: it is handed on as it came, without being
 * copied or walked. Its own decorators still check it.
 */
export function FreeJson(): PropertyDecorator {
  return (prototype, property) => {
    const fields = FIELDS.get(prototype) ?? new Set<string>();
    FIELDS.set(prototype, fields.add(String(property)));
    Allow()(prototype, property);
  };
}

/** The marked fields of a class and of what it extends. */
export function freeJsonFields(dto: { readonly prototype: object }): ReadonlySet<string> {
  const found = new Set<string>();
  for (let at: object | null = dto.prototype; at !== null; at = Object.getPrototypeOf(at) as object | null) {
    for (const field of FIELDS.get(at) ?? []) found.add(field);
  }
  return found;
}
