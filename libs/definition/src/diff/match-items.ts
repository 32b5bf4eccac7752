/** An item that both lists have, and its positions. */
export interface Match<T> {
  readonly before: T;
  readonly after: T;
  readonly from: number;
  readonly to: number;
}

/** Which items of two lists are the same ones. */
export interface Matches<T> {
  /** In the order of the list after. */
  readonly both: readonly Match<T>[];
  readonly added: readonly T[];
  readonly removed: readonly T[];
  /** Those that both have stand in another order. */
  readonly reordered: boolean;
}

/**
 * Matches items by a key; where that leaves some over, by the next key. Of several with one key, the first is the
 * first, and so on.
 */
export function matchItems<T>(
  before: readonly T[],
  after: readonly T[],
  ...keys: readonly ((item: T) => string)[]
): Matches<T> {
  const both: Match<T>[] = [];
  let left = before.map((item, at) => ({ item, at }));
  let open = after.map((item, at) => ({ item, at }));
  for (const key of keys) {
    const candidates = Map.groupBy(left, ({ item }) => key(item));
    for (const queue of candidates.values()) queue.reverse();
    const unmatched: typeof open = [];
    const taken = new Set<number>();
    for (const one of open) {
      const match = candidates.get(key(one.item))?.pop();
      if (match === undefined) unmatched.push(one);
      else {
        taken.add(match.at);
        both.push({ before: match.item, after: one.item, from: match.at, to: one.at });
      }
    }
    left = left.filter(({ at }) => !taken.has(at));
    open = unmatched;
  }
  both.sort((a, b) => a.to - b.to);
  return {
    both,
    added: open.map(({ item }) => item),
    removed: left.map(({ item }) => item),
    reordered: both.some(({ from }, at) => at > 0 && from < (both[at - 1] as Match<T>).from),
  };
}
