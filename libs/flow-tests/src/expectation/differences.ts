import type { Json, JsonObject } from '@app/definition';
import { failure, type Failure, MAX_FAILURES, quoted } from './failure.js';

/** Whether all of a value is compared, or only what is expected: the keys of objects that are named. */
export type Extent = 'exactly' | 'contains';

/**
 * Where a value is not what was expected, by place. Keys of objects have no order; lists are compared item by item,
 * and are as long as expected in either extent.
 */
export function differences(expected: Json, actual: Json, place: string, extent: Extent): Failure[] {
  const found: Failure[] = [];
  compare(expected, actual, place, extent, found);
  return found;
}

function compare(expected: Json, actual: Json, place: string, extent: Extent, found: Failure[]): void {
  if (found.length >= MAX_FAILURES || expected === actual) return;
  if (Array.isArray(expected) && Array.isArray(actual)) {
    compareLists(expected, actual, place, extent, found);
  } else if (isObject(expected) && isObject(actual)) {
    compareObjects(expected, actual, place, extent, found);
  } else {
    found.push(failure(place, `is ${quoted(actual)}, expected ${quoted(expected)}`, expected, actual));
  }
}

function compareLists(expected: Json[], actual: Json[], place: string, extent: Extent, found: Failure[]): void {
  const [wanted, given] = [expected.length, actual.length];
  if (wanted !== given) found.push(failure(place, `has ${items(given)}, expected ${items(wanted)}`, expected, actual));
  for (let at = 0; at < Math.min(wanted, given); at += 1)
    compare(expected[at] as Json, actual[at] as Json, `${place}[${at}]`, extent, found);
}

function compareObjects(
  expected: JsonObject,
  actual: JsonObject,
  place: string,
  extent: Extent,
  found: Failure[],
): void {
  for (const key of Object.keys(expected)) {
    const [at, value] = [below(place, key), expected[key] as Json];
    if (Object.hasOwn(actual, key)) compare(value, actual[key] as Json, at, extent, found);
    else if (found.length < MAX_FAILURES) found.push(failure(at, `is missing, expected ${quoted(value)}`, value, null));
  }
  if (extent === 'contains') return;
  for (const key of Object.keys(actual)) {
    if (Object.hasOwn(expected, key) || found.length >= MAX_FAILURES) continue;
    const value = actual[key] as Json;
    found.push(failure(below(place, key), `is ${quoted(value)}, expected not to be there`, null, value));
  }
}

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const items = (count: number): string => (count === 1 ? '1 item' : `${count} items`);
const below = (place: string, key: string): string => `${place}.${key.slice(0, 100)}`;
