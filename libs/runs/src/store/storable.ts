/** PostgreSQL's bound for one value is 1 GiB; a statement holds several, in memory on both sides. */
export const MAX_VALUE_LENGTH = 64 * 1024 * 1024;

/** A value that is too long for any column. */
export class TooLongError extends Error {
  override readonly name = 'TooLongError';
}

/**
 * The value as text for a `json` column; null for undefined.
 * @throws TooLongError; RangeError or TypeError for a value that has no JSON
 */
export function jsonText(value: unknown): string | null {
  if (value === undefined) return null;
  const text = JSON.stringify(value);
  if (text.length > MAX_VALUE_LENGTH) throw new TooLongError(`The value has ${text.length} characters of JSON.`);
  return text;
}

/** The escapes that JSON has for what `jsonb` refuses: NUL and lone surrogates. */
const SUSPECT = /\\u(?:0000|d[89a-f])/;

/** The same for a `jsonb` column: what that cannot hold is replaced by U+FFFD. */
export function jsonbText(value: unknown): string | null {
  const text = jsonText(value);
  return text !== null && SUSPECT.test(text) ? JSON.stringify(replaced(value)) : text;
}

/** The text for a `text` column, which cannot hold NUL. */
export function plainText(text: string): string {
  return text.replaceAll('\0', '\uFFFD').toWellFormed();
}

function replaced(value: unknown): unknown {
  if (typeof value === 'string') return plainText(value);
  if (Array.isArray(value)) return value.map(replaced);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [plainText(key), replaced(item)]));
}
