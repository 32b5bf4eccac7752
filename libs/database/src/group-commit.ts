/** How items are put together. */
export interface GroupCommitOptions<T, R> {
  /**
   * Carries out a group; gives each item's result, or the Error that it alone failed with, in order.
   * Where it throws, every item of the group fails with that error.
   */
  commit(items: readonly T[]): Promise<readonly (R | Error)[]>;
  /** Items of a group, at most. */
  readonly maxItems: number;
  /** Groups under way at a time; default 1. */
  readonly maxInFlight?: number;
  /** Items with the same key are never in one group, nor under way together, and keep their order. */
  key?(item: T): string;
  /** What an item weighs (bytes, say), and what a group may weigh; a heavier item goes alone. */
  weight?(item: T): number;
  readonly maxWeight?: number;
}

interface Waiting<T, R> {
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Group commit: what is submitted while a group is under way goes out as the next one, so that the
 * price of a statement and its commit is shared by all that wait for it. Nobody waits for a timer.
 */
export class GroupCommit<T, R> {
  private queue: Waiting<T, R>[] = [];
  private readonly busy = new Set<string>();
  private inFlight = 0;
  private scheduled = false;

  constructor(private readonly options: GroupCommitOptions<T, R>) {}

  /** Resolves when the item's group was carried out. */
  submit(item: T): Promise<R> {
    return new Promise((resolve, reject) => {
      this.queue.push({ item, resolve, reject });
      this.schedule();
    });
  }

  /** How many items wait or are under way. */
  get pending(): number {
    return this.queue.length + this.inFlight;
  }

  private schedule(): void {
    if (this.scheduled || this.queue.length === 0 || this.inFlight >= (this.options.maxInFlight ?? 1)) return;
    this.scheduled = true;
    // After the input of this turn of the loop was read: what came in together goes out together.
    setImmediate(() => {
      this.scheduled = false;
      const group = this.nextGroup();
      if (group.length > 0) void this.run(group);
    });
  }

  private async run(group: readonly Waiting<T, R>[]): Promise<void> {
    const keys = group.flatMap(({ item }) => this.options.key?.(item) ?? []);
    for (const key of keys) this.busy.add(key);
    this.inFlight += 1;
    this.schedule();
    try {
      settle(group, await this.options.commit(group.map(({ item }) => item)));
    } catch (error) {
      for (const { reject } of group) reject(error);
    } finally {
      for (const key of keys) this.busy.delete(key);
      this.inFlight -= 1;
      this.schedule();
    }
  }

  private nextGroup(): Waiting<T, R>[] {
    const { maxItems, maxWeight = Infinity } = this.options;
    const group: Waiting<T, R>[] = [];
    const left: Waiting<T, R>[] = [];
    const taken = new Set(this.busy);
    let weight = 0;
    let full = false;
    for (const waiting of this.queue) {
      const key = this.options.key?.(waiting.item);
      const itemWeight = this.options.weight?.(waiting.item) ?? 0;
      full ||= group.length >= maxItems || (group.length > 0 && weight + itemWeight > maxWeight);
      if (full || (key !== undefined && taken.has(key))) left.push(waiting);
      else {
        group.push(waiting);
        weight += itemWeight;
      }
      if (key !== undefined) taken.add(key);
    }
    this.queue = left;
    return group;
  }
}

function settle<T, R>(group: readonly Waiting<T, R>[], results: readonly (R | Error)[]): void {
  group.forEach(({ resolve, reject }, index) => {
    const result = results[index];
    if (index >= results.length) reject(new Error('the group has no result for this item'));
    else if (result instanceof Error) reject(result);
    else resolve(result as R);
  });
}
