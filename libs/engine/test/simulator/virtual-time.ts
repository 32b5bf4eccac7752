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
  now = 1_700_000_000_000;

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
      await new Promise((resolve) => setImmediate(resolve));
      if (condition()) return;
      // A driver that computes for long lets others have a turn: it is not idle yet.
      idle = this.pass() ? 0 : idle + 1;
      if (idle > 50) throw new Error('nothing is left that could happen: it hangs');
      if (passes > 20_000) throw new Error('it goes on for ever');
    }
  }

  /** The driver's clock. `random` is the same each time: what it is matters to no outcome. */
  get clock(): Clock {
    return { now: () => this.now, random: () => 0.5, sleep: (ms, signal) => this.sleep(ms, signal) };
  }
}
