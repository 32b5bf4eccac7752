import type { Json } from '@app/definition';

/** Something that was expected and is otherwise. */
export interface Failure {
  /** The expectation, by its place in the test; for an output the place inside of it too: `expect.output.items[1].price`. */
  readonly path: string;
  /** What is, and what was expected. */
  readonly message: string;
  readonly expected: Json;
  readonly actual: Json;
}

/** Failures of one test that are listed. */
export const MAX_FAILURES = 100;

/** Characters of JSON that a value may have to be shown whole. */
const MAX_SHOWN = 2_000;
const MAX_QUOTED = 200;

/** A failure whose values are cut where they are long. */
export function failure(path: string, message: string, expected: Json, actual: Json): Failure {
  return { path, message, expected: shown(expected), actual: shown(actual) };
}

/** A value for a message. */
export const quoted = (value: Json): string => cut(JSON.stringify(value), MAX_QUOTED);

function shown(value: Json): Json {
  const text = JSON.stringify(value);
  return text.length > MAX_SHOWN ? cut(text, MAX_SHOWN) : value;
}

// Half of a surrogate pair at the end would not be well-formed.
const cut = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length).replace(/[\ud800-\udbff]$/, '')}...` : text;
