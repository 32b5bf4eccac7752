import type { Json } from '@app/definition';

/** Levels that a value may be nested: PostgreSQL's readers and our own are recursive. */
export const MAX_DEPTH = 500;

/** Whether a value is nested deeper than MAX_DEPTH. */
export function isDeep(value: Json, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (depth >= MAX_DEPTH) return true;
  return Object.values(value).some((item: Json) => isDeep(item, depth + 1));
}
