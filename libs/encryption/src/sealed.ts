/** The field by which a stored value is told from a plain one. */
const MARK = '$millrace:masked';

/** What readers see in the place of a masked value. */
export const MASK = '***';

/** A value as it is kept, encrypted with AES-256-GCM; `iv`, `tag` and `data` are Base64. */
export interface SealedParts {
  readonly v: 1;
  /** The id of its key. */
  readonly key: string;
  readonly iv: string;
  readonly tag: string;
  readonly data: string;
}

/** What is behind the mark: an encrypted value, or a plain one that has the mark as a field of its own. */
export type Marked = SealedParts | { readonly plain: unknown };

/** What is behind the mark of a stored value; undefined: it is a plain value and has none. */
export function markedIn(stored: unknown): Marked | undefined {
  if (typeof stored !== 'object' || stored === null || !Object.hasOwn(stored, MARK)) return undefined;
  return (stored as Record<string, Marked>)[MARK];
}

/** A marked value; `beside`: facts of it that stay readable. */
export function marked(what: Marked, beside: object = {}): object {
  return { [MARK]: what, ...beside };
}

/** A plain value as it is kept: as it is, but for one that could be taken for an encrypted one. */
export function storedPlain<T>(value: T): T | object {
  return markedIn(value) === undefined ? value : marked({ plain: value });
}

/** A stored value as readers see it. No key is needed for it. */
export function shown<T>(stored: T): T {
  const found = markedIn(stored);
  if (found === undefined) return stored;
  return ('plain' in found ? found.plain : MASK) as T;
}

/** SQL: whether the JSON of a column is that of an encrypted value. */
export const sqlIsSealed = (column: string): string => `starts_with(${column}::text, '{"${MARK}":{"v"')`;
