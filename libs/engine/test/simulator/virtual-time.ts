import type { Clock } from '../../src/driver/ports.js';

interface Sleeper {
  readonly until: number;
  readonly order: number;
  readonly wake: () => void;
}

/** Time that passes only when nothing else is left to happen. */
export class VirtualTime {
  private sleepers: Sleeper[] = [];
  private order = 0;
  private readonly underWay = new Set<Promise<unknown>>();
  now = 1_700_000_000_000;

  /** @param turns of the event loop in which nothing may seem to happen although something does */
  constructor(private readonly turns = 1) {}

  /** Time stands still while this goes on outside of the simulation. */
  async outside<T>(work: Promise<T>): Promise<T> {
    const ended = work.catch(() => undefined);
    this.underWay.add(ended);
    try {
      return await work;
    } finally {
      this.underWay.delete(ended);
    }
  }

  /** Resolves when it is so much later, or at once when the signal is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const sleeper: Sleeper = { until: this.now + Math.max(0, ms), order: (this.order += 1), wake: resolve };
      this.sleepers.push(sleeper);
      signal?.addEventListener('abort', () => {
        this.sleepers = this.sleepers.filter((each) => each !== sleeper);
        resolve();
      });
    });
  }

  /** Wakes whoever is next; false when nobody sleeps. */
  pass(): boolean {
    const next = this.sleepers.reduce<Sleeper | null>(
      (first, each) =>
        first === null || each.until < first.until || (each.until === first.until && each.order < first.order)
          ? each
          : first,
      null,
    );
    if (next === null) return false;
    this.sleepers = this.sleepers.filter((each) => each !== next);
    this.now = Math.max(this.now, next.until);
    next.wake();
    return true;
  }

  /** Lets everything happen that can, and time pass, until the condition holds. */
  async until(condition: () => boolean): Promise<void> {
    for (let [passes, idle] = [0, 0]; ; passes += 1) {
      await this.settled();
      if (condition()) return;
      // A driver that computes for long lets others have a turn: it is not idle yet.
      idle = this.pass() ? 0 : idle + 1;
      if (idle > 50) throw new Error('nothing is left that could happen: it hangs');
      if (passes > 20_000) throw new Error('it goes on for ever');
    }
  }

  /** Resolves when nothing is under way outside, and nothing shows here. */
  private async settled(): Promise<void> {
    for (let quiet = 0; quiet < this.turns;) {
      await new Promise((resolve) => setImmediate(resolve));
      quiet = this.underWay.size === 0 ? quiet + 1 : 0;
      if (this.underWay.size > 0) await Promise.race(this.underWay);
    }
  }

  /** The driver's clock. `random` is the same each time: what it is matters to no outcome. */
  get clock(): Clock {
    return { now: () => this.now, random: () => 0.5, sleep: (ms, signal) => this.sleep(ms, signal) };
  }
}
