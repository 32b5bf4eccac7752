import type { Json } from '../json.js';
import type { FieldChange } from './definition-diff.js';

/** What a difference lists at most. */
export interface DiffLimits {
  /** Nodes, edges and fields together. */
  readonly changes: number;
  /** Characters of JSON of one value. */
  readonly value: number;
  /** Characters of JSON of all values together. */
  readonly values: number;
}

/** The limits where none are given. */
export const DIFF_LIMITS: DiffLimits = { changes: 10_000, value: 16 * 1024, values: 2 * 1024 * 1024 };

/** What is still to be spent on a difference. */
export class DiffBudget {
  private left: number;
  private characters: number;
  private more = false;

  constructor(private readonly limits: DiffLimits) {
    this.left = limits.changes;
    this.characters = limits.values;
  }

  /** Whether a change was not listed: nothing is gained by looking further. */
  get exceeded(): boolean {
    return this.more;
  }

  /** Takes room for one more change. @returns whether there is some */
  take(): boolean {
    if (this.left > 0) this.left -= 1;
    else this.more = true;
    return !this.more;
  }

  /** The values as a change shows them, or that they are left out. */
  show(values: { readonly before?: Json; readonly after?: Json }): Omit<FieldChange, 'path' | 'change'> {
    const sizes = Object.values(values).map((value) => JSON.stringify(value).length);
    const size = sizes.reduce((sum, each) => sum + each, 0);
    if (sizes.some((each) => each > this.limits.value) || size > this.characters) return { left_out: true };
    this.characters -= size;
    return values;
  }
}
