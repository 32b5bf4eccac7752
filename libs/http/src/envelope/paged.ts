/** What a list's `meta` says. Numbers that would cost a count over a large table may be null. */
export interface PageMeta {
  /** From 1; null where the list is read by cursor. */
  readonly page: number | null;
  readonly per_page: number;
  readonly total: number | null;
  readonly total_pages: number | null;
  /** Give it as `cursor` for the items that follow; null: there are none. */
  readonly next_cursor: string | null;
}

/** A page of a list; a handler that returns it is answered with `data` and `meta`. */
export class Paged<T> {
  constructor(
    readonly items: readonly T[],
    readonly meta: PageMeta,
  ) {}

  /** The page with each item turned into what clients see. */
  map<U>(turn: (item: T) => U): Paged<U> {
    return new Paged(this.items.map(turn), this.meta);
  }
}
