import type { Json, JsonObject } from '../json.js';
import type { FieldKind, NodeTypeSpec } from './node-type-spec.js';

/** The evaluated fields that all types share. */
export const COMMON_FIELDS: Readonly<Record<string, FieldKind>> = { when: 'expression' };

/** One evaluated field of a node's data, where it stands. */
export interface DataField {
  /** As in `cases[1].when`. */
  readonly path: string;
  readonly kind: FieldKind;
  readonly value: Json;
  /** What `replace` puts in its place. */
  readonly keys: readonly (string | number)[];
}

/** The evaluated fields that are there, the common ones first. Paths of the spec are `a`, `a.b`, `a[].b`. */
export function dataFields(spec: NodeTypeSpec, data: JsonObject): DataField[] {
  const found: DataField[] = [];
  for (const [path, kind] of [...Object.entries(COMMON_FIELDS), ...Object.entries(spec.fields)])
    collect(path, kind, data, found);
  return found;
}

function collect(path: string, kind: FieldKind, data: JsonObject, found: DataField[]): void {
  let places: { value: Json | undefined; keys: (string | number)[] }[] = [{ value: data, keys: [] }];
  for (const step of path.split('.')) {
    const name = step.replace('[]', '');
    places = places.map(({ value, keys }) => ({ value: property(value, name), keys: [...keys, name] }));
    if (step !== name) places = places.flatMap(items);
  }
  for (const { value, keys } of places)
    if (value !== undefined) found.push({ path: pathText(keys), kind, value, keys });
}

function property(value: Json | undefined, name: string): Json | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

function items({
  value,
  keys,
}: {
  value: Json | undefined;
  keys: (string | number)[];
}): { value: Json; keys: (string | number)[] }[] {
  return Array.isArray(value) ? value.map((item, at) => ({ value: item, keys: [...keys, at] })) : [];
}

/** `['cases', 1, 'when']` as `cases[1].when`. */
export function pathText(keys: readonly (string | number)[]): string {
  return keys.reduce<string>(
    (path, key) => (typeof key === 'number' ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`),
    '',
  );
}

/** The data with the value of each field put in by `give`; what is on the way to a field is copied. */
export function replaceFields(
  data: JsonObject,
  fields: readonly DataField[],
  give: (field: DataField) => unknown,
): Record<string, unknown> {
  const copy: Record<string, unknown> = { ...data };
  for (const field of fields) {
    let at = copy as Record<string | number, unknown>;
    for (const key of field.keys.slice(0, -1)) {
      const inner = at[key];
      at = (at[key] = Array.isArray(inner) ? [...inner] : { ...(inner as object) }) as Record<string | number, unknown>;
    }
    at[field.keys.at(-1) as string | number] = give(field);
  }
  return copy;
}
