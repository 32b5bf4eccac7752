import { pathText } from '../node-type/data-fields.js';
import type { DefinitionLimits } from './definition-limits.js';
import { quoted, type ProblemList } from './problem-list.js';

/** A value that is still to be looked at, and how it was come by. */
interface Visit {
  readonly value: unknown;
  readonly key: string | number;
  readonly from: Visit | null;
  readonly depth: number;
}

// A NUL, or half of a surrogate pair.
// oxlint-disable-next-line no-control-regex
const NOT_STORABLE = /\u0000|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/**
 * Looks at every value: whether it is JSON that PostgreSQL stores, not too deep and not too large.
 * Without recursion, and over after `limits.size` characters.
 * @returns whether the definition can be looked at further
 */
export function checkJson(definition: unknown, limits: DefinitionLimits, problems: ProblemList): boolean {
  const todo: Visit[] = [{ value: definition, key: '', from: null, depth: 0 }];
  let left = limits.size;
  let sound = true;
  for (let visit = todo.pop(); visit !== undefined; visit = todo.pop()) {
    left -= sizeOf(visit);
    if (left < 0) {
      problems.add('TOO_LARGE', `A definition may have ${limits.size} characters of JSON`, { path: '' });
      return false;
    }
    sound = checkValue(visit, problems) && sound;
    if (typeof visit.value !== 'object' || visit.value === null) continue;
    if (visit.depth < limits.depth) pushChildren(visit, todo);
    else {
      problems.add('NESTED_TOO_DEEPLY', `It is nested deeper than ${limits.depth} levels`, { path: pathOf(visit) });
      sound = false;
    }
  }
  return sound;
}

function sizeOf({ value, key }: Visit): number {
  const own = typeof value === 'string' ? value.length + 2 : 4;
  return typeof key === 'string' ? own + key.length + 3 : own;
}

function checkValue(visit: Visit, problems: ProblemList): boolean {
  const { value, key } = visit;
  if (key === '__proto__') problems.add('KEY_NOT_ALLOWED', 'The key __proto__ is not allowed', { path: pathOf(visit) });
  else if (typeof key === 'string' && NOT_STORABLE.test(key)) {
    problems.add('TEXT_NOT_STORABLE', `The key ${quoted(key)} holds a NUL or a lone surrogate`, {
      path: pathOf(visit),
    });
  }
  if (typeof value === 'string') {
    if (NOT_STORABLE.test(value))
      problems.add('TEXT_NOT_STORABLE', 'The text holds a NUL or a lone surrogate', { path: pathOf(visit) });
    return true;
  }
  if (value === null || typeof value === 'boolean' || typeof value === 'object' || Number.isFinite(value)) return true;
  problems.add('NOT_JSON', 'It is not a JSON value', { path: pathOf(visit) });
  return false;
}

function pushChildren(visit: Visit, todo: Visit[]): void {
  const { value, depth } = visit;
  const from = depth === 0 ? null : visit;
  if (Array.isArray(value)) {
    for (let key = value.length - 1; key >= 0; key--) todo.push({ value: value[key], key, from, depth: depth + 1 });
    return;
  }
  for (const key of Object.keys(value as object).toReversed()) {
    const inner = (value as Record<string, unknown>)[key];
    // What is undefined is not in the JSON.
    if (inner !== undefined) todo.push({ value: inner, key, from, depth: depth + 1 });
  }
}

function pathOf(visit: Visit): string {
  const keys: (string | number)[] = [];
  for (let at: Visit | null = visit; at !== null; at = at.from) if (at.key !== '') keys.unshift(at.key);
  const text = pathText(keys);
  return text.length > 500 ? `${text.slice(0, 500)}...` : text;
}
