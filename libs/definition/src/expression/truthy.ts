import type { Json } from '../json.js';

/**
 * Whether a condition's value counts as true: JSONata's `$boolean`. False are null (and nothing),
 * false, 0, the empty string, the empty object, and a list of which no item counts as true.
 */
export function truthy(value: Json): boolean {
  if (Array.isArray(value)) return value.some(truthy);
  if (typeof value === 'object' && value !== null) {
    for (const key in value) if (Object.hasOwn(value, key)) return true;
    return false;
  }
  return Boolean(value);
}
