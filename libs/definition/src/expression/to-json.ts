import { AppError } from '@app/errors';
import type { Json, JsonObject } from '../json.js';
import type { Budget } from './evaluator.js';
import { jsonata } from './vendor/jsonata-sync.js';

/** Levels that a value may be nested. */
const MAX_DEPTH = 500;

/**
 * A copy that is JSON and nothing else: no marks of the evaluator, no function, nothing shared with the input.
 * @param left the characters of JSON, about, that it may have; they are taken from it
 * @throws AppError EXPRESSION_LIMIT, EXPRESSION_FAILED
 */
export function toJson(value: unknown, left: Budget): Json {
  return copy(value, left, 0);
}

function copy(value: unknown, left: Budget, depth: number): Json {
  if (typeof value === 'string') {
    spend(left, value.length + 2);
    return value;
  }
  spend(left, 2);
  if (value === undefined || value === null) return null;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return finite(value);
  if (jsonata.isFunction(value))
    throw new AppError('EXPRESSION_FAILED', 'The result is a function, or holds one: call it, or leave it out');
  if (depth >= MAX_DEPTH)
    throw new AppError('EXPRESSION_LIMIT', `The result is nested deeper than ${MAX_DEPTH} levels`);
  if (Array.isArray(value)) {
    const list: Json[] = [];
    for (let at = 0; at < value.length; at++) list.push(copy(value[at], left, depth + 1));
    return list;
  }
  return copyObject(value, left, depth);
}

function copyObject(value: object, left: Budget, depth: number): JsonObject {
  const object: JsonObject = {};
  for (const key of Object.keys(value)) {
    spend(left, key.length + 4);
    const item = copy((value as Record<string, unknown>)[key], left, depth + 1);
    // A key of this name is data like any other; assigning it would set the prototype.
    if (key === '__proto__')
      Object.defineProperty(object, key, { value: item, enumerable: true, configurable: true, writable: true });
    else object[key] = item;
  }
  return object;
}

function finite(value: number): number {
  if (!Number.isFinite(value))
    throw new AppError('EXPRESSION_FAILED', 'The result is not a finite number, or holds one that is not');
  return value === 0 ? 0 : value;
}

function spend(left: Budget, amount: number): void {
  left.output -= amount;
  if (left.output < 0) throw new AppError('EXPRESSION_LIMIT', 'The result is larger than it may be');
}
