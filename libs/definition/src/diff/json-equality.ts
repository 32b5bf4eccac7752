import type { Json } from '../json.js';

/** Whether JSON values are equal. It remembers what was not, so that asking again further inside costs little. */
export class JsonEquality {
  private readonly unequal = new WeakMap<object, WeakSet<object>>();

  /** @param ordered whether the order of keys counts */
  constructor(private readonly ordered: boolean) {}

  equal(before: Json, after: Json): boolean {
    if (typeof before !== 'object' || before === null || typeof after !== 'object' || after === null)
      return before === after;
    if (this.unequal.get(before)?.has(after) === true) return false;
    const equal = Array.isArray(before)
      ? Array.isArray(after) && this.lists(before, after)
      : !Array.isArray(after) && this.objects(before, after);
    if (!equal) this.remember(before, after);
    return equal;
  }

  private lists(before: readonly Json[], after: readonly Json[]): boolean {
    return before.length === after.length && before.every((item, at) => this.equal(item, after[at] as Json));
  }

  private objects(before: { [key: string]: Json }, after: { [key: string]: Json }): boolean {
    const [keys, others] = [Object.keys(before), Object.keys(after)];
    if (keys.length !== others.length) return false;
    if (this.ordered && keys.some((key, at) => key !== others[at])) return false;
    return keys.every((key) => Object.hasOwn(after, key) && this.equal(before[key] as Json, after[key] as Json));
  }

  private remember(before: object, after: object): void {
    const known = this.unequal.get(before);
    if (known === undefined) this.unequal.set(before, new WeakSet([after]));
    else known.add(after);
  }
}
