import type { Topology } from './topology.js';

/** A set of positions, as bits. */
type Bits = Uint32Array;

const has = (set: Bits | undefined, position: number): boolean =>
  set !== undefined && ((set[position >> 5] ?? 0) & (1 << (position & 31))) !== 0;

function add(set: Bits, position: number): void {
  set[position >> 5] = (set[position >> 5] as number) | (1 << (position & 31));
}

function union(words: number, sets: readonly (Bits | undefined)[]): Bits {
  const all = new Uint32Array(words);
  for (const set of sets) {
    if (set === undefined) continue;
    for (let word = 0; word < words; word++) all[word] = (all[word] as number) | (set[word] as number);
  }
  return all;
}

/** Says which positions can be reached from which. Made for nodes in order only. */
export class Upstream {
  private readonly sets: (Bits | undefined)[] = [];

  constructor({ order, incoming }: Topology) {
    const words = Math.ceil(incoming.length / 32);
    for (const at of order) {
      const sources = incoming[at] ?? [];
      const set = union(
        words,
        sources.map((source) => this.sets[source]),
      );
      for (const source of sources) add(set, source);
      this.sets[at] = set;
    }
  }

  /** Whether edges lead from one to the other; undefined where a circle leaves it open. */
  leads(from: number, to: number): boolean | undefined {
    const set = this.sets[to];
    return set === undefined || this.sets[from] === undefined ? undefined : has(set, from);
  }

  /** All positions from which edges lead to this one. */
  of(at: number): Bits | undefined {
    return this.sets[at];
  }
}

/** Says what a position need not wait for: all that comes before a join on the way to it that decides early. */
export class Bypassed {
  private readonly sets: (Bits | undefined)[] = [];
  private readonly words: number;

  constructor({ order, incoming }: Topology, upstream: Upstream, decidesEarly: (at: number) => boolean) {
    this.words = Math.ceil(incoming.length / 32);
    for (const at of order) {
      const before = (incoming[at] ?? []).map((source) => this.sets[source]);
      const sets = [...before, decidesEarly(at) ? upstream.of(at) : undefined].filter((set) => set !== undefined);
      // Most have none, and many the same.
      if (sets.length > 0) this.sets[at] = sets.length === 1 ? sets[0] : union(this.words, sets);
    }
  }

  /** Whether `to` may run while `from`, which leads to it, has not ended. */
  mayPass(from: number, to: number): boolean {
    return has(this.sets[to], from);
  }

  /** What any of these positions need not wait for. */
  passedByAny(positions: readonly number[]): number[] {
    const all = union(
      this.words,
      positions.map((at) => this.sets[at]),
    );
    return Array.from({ length: this.words * 32 }, (_, position) => position).filter((position) => has(all, position));
  }
}
