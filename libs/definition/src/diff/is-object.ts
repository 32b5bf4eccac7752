import type { JsonObject } from '../json.js';

/** Whether a value is an object of JSON, not a list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
