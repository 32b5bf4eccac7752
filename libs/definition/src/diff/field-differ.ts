import type { Json, JsonObject } from '../json.js';
import { pathText } from '../node-type/data-fields.js';
import type { FieldChange, FieldChangeKind } from './definition-diff.js';
import type { DiffBudget } from './diff-budget.js';
import { isObject } from './is-object.js';
import { JsonEquality } from './json-equality.js';

type Keys = readonly (string | number)[];
type Values = { readonly before?: Json; readonly after?: Json };

const MAX_PATH = 500;

/** Finds the fields in which values differ, each as deep inside as it can be told. */
export class FieldDiffer {
  private readonly equality: JsonEquality;

  /** @param ordered whether the order of keys counts */
  constructor(
    private readonly budget: DiffBudget,
    private readonly ordered: boolean,
  ) {
    this.equality = new JsonEquality(ordered);
  }

  /** Two values at a place; undefined stands for nothing. */
  values(before: Json | undefined, after: Json | undefined, keys: Keys, found: FieldChange[]): void {
    if (before === undefined) {
      if (after !== undefined) this.add('added', keys, { after }, found);
    } else if (after === undefined) this.add('removed', keys, { before }, found);
    else if (Array.isArray(before) && Array.isArray(after)) this.lists(before, after, keys, found);
    else if (isObject(before) && isObject(after)) this.objects(before, after, keys, this.ordered, found);
    else if (!this.equality.equal(before, after)) this.add('changed', keys, { before, after }, found);
  }

  /** Two objects at a place, key by key. */
  objects(before: JsonObject, after: JsonObject, keys: Keys, ordered: boolean, found: FieldChange[]): void {
    const [own, others] = [Object.keys(before), Object.keys(after)];
    for (const key of own) {
      if (this.budget.exceeded) return;
      if (before[key] === after[key] && Object.hasOwn(after, key)) continue;
      this.values(before[key], Object.hasOwn(after, key) ? after[key] : undefined, [...keys, key], found);
    }
    for (const key of others)
      if (!Object.hasOwn(before, key)) this.add('added', [...keys, key], { after: after[key] }, found);
    if (!ordered) return;
    const kept = own.filter((key) => Object.hasOwn(after, key));
    const now = others.filter((key) => Object.hasOwn(before, key));
    if (kept.some((key, at) => key !== now[at])) this.add('reordered', keys, { before: own, after: others }, found);
  }

  /** Two lists: what stands alike at their begin and end is passed over, the rest compared item by item. */
  private lists(before: readonly Json[], after: readonly Json[], keys: Keys, found: FieldChange[]): void {
    const shorter = Math.min(before.length, after.length);
    let first = 0;
    while (first < shorter && this.equality.equal(before[first] as Json, after[first] as Json)) first += 1;
    let last = 0;
    while (
      last < shorter - first &&
      this.equality.equal(before[before.length - 1 - last] as Json, after[after.length - 1 - last] as Json)
    )
      last += 1;
    const [end, otherEnd] = [before.length - last, after.length - last];
    for (let at = first; at < Math.max(end, otherEnd); at += 1) {
      if (this.budget.exceeded) return;
      this.values(at < end ? before[at] : undefined, at < otherEnd ? after[at] : undefined, [...keys, at], found);
    }
  }

  private add(change: FieldChangeKind, keys: Keys, values: Values, found: FieldChange[]): void {
    if (this.budget.exceeded || !this.budget.take()) return;
    const path = pathText(keys);
    const shown = path.length > MAX_PATH ? `${path.slice(0, MAX_PATH)}...` : path;
    found.push({ path: shown, change, ...this.budget.show(values) });
  }
}
