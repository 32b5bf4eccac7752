import { Injectable, Logger } from '@nestjs/common';
import { advanceRun, type BatchAdvanced, type RunStore } from '@app/engine';
import { ExpressBatches, RunEnds, RunSlots } from '@app/runs';
import { Leaving } from '../leaving.js';
import { EXPRESS_LIMITS } from './advance-limits.js';
import { linkSignals } from './linked-signal.js';
import { onlyIf } from './only-if.js';
import { RunPorts } from './run-ports.js';
import { toFailure } from './to-failure.js';

/** What came of carrying a batch's runs: whether each has ended or left the batch, or an error after which it may another time. */
interface Carried {
  readonly all: boolean;
  readonly error: Error | null;
}

/** A first go that no workflow has asked for is forgotten after this; the workflow then has its own. */
const KEPT_MS = 10_000;

/**
 * Batches of express runs in this process: each run is driven as any other, all of a batch side by side.
 * As with single runs, the first go begins while Temporal starts the workflow, and writes nothing before
 * that is confirmed. What happens to one run is nothing to the others of its batch.
 */
@Injectable()
export class ExpressAdvances {
  private readonly logger = new Logger(ExpressAdvances.name);
  private readonly begun = new Map<string, Promise<Carried>>();

  constructor(
    private readonly ports: RunPorts,
    private readonly batches: ExpressBatches,
    private readonly ends: RunEnds,
    private readonly slots: RunSlots,
    private readonly leaving: Leaving,
  ) {}

  /**
   * Begins with the runs of a batch that was claimed here.
   * @param here whether Temporal has started its workflow with the first task in this process
   */
  begin(batchId: string, runIds: readonly string[], here: Promise<boolean>): void {
    const carried = this.carryAll(batchId, runIds, this.leaving.signal, here);
    this.begun.set(batchId, carried);
    const forget = (): boolean => this.begun.get(batchId) === carried && this.begun.delete(batchId);
    void carried.then(() => setTimeout(forget, KEPT_MS).unref());
    void here.then((started) => started || forget());
  }

  /** What the workflow asks for: the go that was begun for it, or a new one over the runs that are open. */
  async advance(batchId: string, cancelled: AbortSignal): Promise<BatchAdvanced> {
    const begun = this.begun.get(batchId);
    this.begun.delete(batchId);
    const leave = this.slots.enter(batchId);
    const stop = linkSignals(cancelled, this.leaving.signal);
    try {
      const { all, error } = (await begun) ?? (await this.carryOpen(batchId, stop.signal));
      if (all) return { ended: true };
      if (this.leaving.signal.aborted) return { ended: false, handOver: true };
      if (error !== null) throw error;
      return { ended: false };
    } finally {
      stop.release();
      leave();
    }
  }

  /** Leaves a cancel to each open run of the batch. */
  async cancel(batchId: string): Promise<void> {
    for (const runId of await this.batches.openRuns(batchId)) await this.ends.askToCancel(runId);
  }

  /** Resolves when nothing is under way that only `begin` has asked for. */
  async settled(): Promise<void> {
    await Promise.all(this.begun.values());
  }

  private async carryOpen(batchId: string, signal: AbortSignal): Promise<Carried> {
    return this.carryAll(batchId, await this.batches.openRuns(batchId), signal, Promise.resolve(true));
  }

  /** Never rejects. */
  private async carryAll(
    batchId: string,
    runIds: readonly string[],
    signal: AbortSignal,
    here: Promise<boolean>,
  ): Promise<Carried> {
    const store = onlyIf(here, this.ports.driver.store);
    const carried = await Promise.allSettled(
      runIds.map(async (runId) => {
        const leave = this.slots.enter(runId);
        return this.carry(batchId, runId, { signal, store, here }).finally(leave);
      }),
    );
    const failure = carried.find((each) => each.status === 'rejected');
    return {
      all: carried.every((each) => each.status === 'fulfilled' && each.value),
      error: failure === undefined ? null : (failure.reason as Error),
    };
  }

  /** Whether the run is the batch's no more: it has ended, or goes on by itself. @throws what may go well another time */
  private async carry(
    batchId: string,
    runId: string,
    { signal, store, here }: { signal: AbortSignal; store: RunStore; here: Promise<boolean> },
  ): Promise<boolean> {
    const { driver } = this.ports;
    try {
      const limits = { ...driver.limits, ...EXPRESS_LIMITS };
      const { ended, takenOver } = await advanceRun({ ...driver, store, limits }, runId, [], signal);
      if (ended) return true;
      if (takenOver === true || signal.aborted || !(await here)) return false;
      return await this.batches.leave(batchId, runId);
    } catch (error) {
      if (!(await here)) return false;
      const failure = toFailure(error);
      if (failure.nonRetryable !== true) throw error;
      this.logger.error({ err: error, runId, batchId }, 'a run cannot go on');
      await this.ends.end(runId, 'failed', { code: failure.type ?? 'RUN_BROKEN', message: failure.message });
      return true;
    }
  }
}
