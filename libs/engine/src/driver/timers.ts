import type { Wait } from '../core/command.js';
import { comparePaths } from '../core/path.js';

/** A node that waits for a time, at the latest. */
export interface Timed extends Wait {
  readonly until: number;
}

/** A container may pause, and have its time run out, both at once. */
const keyOf = ({ path, reason }: Pick<Wait, 'path' | 'reason'>): string => (reason === 'timeout' ? `${path}!` : path);

/** What a run waits for, by path. */
export class Timers {
  private readonly waits = new Map<string, Timed>();

  constructor(private readonly deadline: () => number | null) {}

  get size(): number {
    return this.waits.size;
  }

  /** A wait without an end is none of time's. */
  set(wait: Wait): void {
    const { until } = wait;
    if (until !== null) this.waits.set(keyOf(wait), { ...wait, until });
  }

  get(path: string): Timed | undefined {
    return this.waits.get(path);
  }

  /** Forgets what the node waits for, a container's time-out included. */
  delete(path: string): void {
    this.waits.delete(path);
    this.waits.delete(keyOf({ path, reason: 'timeout' }));
  }

  /** Takes out the first wait whose time has come: earliest first, then by position; null: there is none. */
  takeDue(now: number): Timed | null {
    let first: Timed | null = null;
    for (const wait of this.waits.values())
      if (wait.until <= now && (first === null || comesBefore(wait, first))) first = wait;
    if (first !== null) this.waits.delete(keyOf(first));
    return first;
  }

  /** The next time at which something is due, the run's deadline included; null: none. */
  next(): number | null {
    let next = this.deadline();
    for (const { until } of this.waits.values()) next = next === null ? until : Math.min(next, until);
    return next;
  }
}

function comesBefore(a: Timed, b: Timed): boolean {
  const difference = a.until - b.until || a.node - b.node || comparePaths(a.path, b.path);
  return difference < 0;
}
