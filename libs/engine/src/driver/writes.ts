import type { Ledger } from './ledger.js';
import type { RunStore, RunWrite } from './store.js';

/** What comes within so many milliseconds of a write goes into the next one together. */
const GROUP_MS = 5;

/**
 * Writes a run's journal, one write at a time, in order. A write that failed in the background
 * is thrown by the next call: what the driver knows is then ahead of what is recorded.
 */
export class Writes {
  private underWay: Promise<void> | null = null;
  private failure: { error: unknown } | null = null;
  private marked = false;
  private lastAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly store: RunStore,
    private readonly ledger: Ledger,
    private readonly run: { runId: string; epoch: number; startedAt: number },
    /** Called with the steps of each committed write. */
    private readonly committed: (steps: RunWrite['steps']) => void,
    private readonly wake: () => void,
  ) {}

  /** Writes all there is and waits for the commit; with `run`, also the run's own row. */
  async flush(run?: RunWrite['run']): Promise<void> {
    while (this.underWay !== null) await this.underWay;
    this.throwFailure();
    if (run === undefined && this.nothing) return;
    this.underWay = this.write(run).finally(() => (this.underWay = null));
    await this.underWay;
    this.throwFailure();
  }

  /**
   * Begins to write what there is, unless a write is under way or has only just been.
   *
   * @returns when to call again, milliseconds since the epoch; null: when woken
   */
  flushSoon(now: number): number | null {
    this.throwFailure();
    if (this.underWay !== null || this.nothing) return null;
    if (now < this.lastAt + GROUP_MS) return this.lastAt + GROUP_MS;
    this.lastAt = now;
    this.begin();
    return null;
  }

  /** Begins to write what there is once the write before it has ended: one is carried out while the next is computed. */
  async flushBehind(): Promise<void> {
    while (this.underWay !== null) await this.underWay;
    this.throwFailure();
    if (!this.nothing) this.begin();
  }

  /** What ends the run is written with its row: a run that has ended without it could not be gone on with. */
  private get nothing(): boolean {
    return this.ledger.journal.size === 0 || this.ledger.finished !== null;
  }

  private begin(): void {
    this.underWay = this.write(undefined).finally(() => {
      this.underWay = null;
      this.wake();
    });
  }

  private async write(run: RunWrite['run']): Promise<void> {
    const { runId, epoch, startedAt } = this.run;
    const first = this.marked ? {} : { startedAt };
    this.marked = true;
    const drained = this.ledger.journal.drain();
    const row = run ?? ('startedAt' in first ? { status: 'running' as const } : undefined);
    try {
      await this.store.write({ runId, epoch, ...drained, ...(row === undefined ? {} : { run: { ...row, ...first } }) });
      this.committed(drained.steps);
    } catch (error) {
      this.failure = { error };
    }
  }

  private throwFailure(): void {
    if (this.failure !== null) throw this.failure.error;
  }
}
