import { Logger } from '@nestjs/common';
import { Backoff } from './backoff.js';
import { errorMessage } from './error-message.js';
import type { ClaimedRun } from './run-claims.repository.js';
import type { RunQueue } from './run-queue.js';
import type { RunSlots } from './run-slots.js';
import type { RunStarter } from './run-starter.js';

/** Runs claimed at once: few enough that other workers get their share of a burst. */
const BATCH = 16;

/** What a dispatcher works with. */
export interface DispatcherParts {
  readonly queue: RunQueue;
  readonly slots: RunSlots;
  readonly starter: RunStarter;
  /** Pause between two looks for queued runs when nobody calls `wake`. */
  readonly intervalMs: number;
  /** A claimed run whose workflow is being started; `here` tells whether it was, with its first task in this process. */
  onStart(runId: string, here: Promise<boolean>): void;
  /** A claimed run whose workflow was there already. */
  onExisting(runId: string): void;
}

/**
 * Starts the workflows of queued runs, as many at a time as this process has slots for. A run
 * that could not be started is given back; while Temporal or PostgreSQL is down, one attempt at
 * a time is made, with growing pauses.
 */
export class Dispatcher {
  private readonly logger = new Logger(Dispatcher.name);
  private readonly backoff = new Backoff(200, 5_000);
  private readonly starts = new Set<Promise<void>>();
  private readonly stopListening: () => void;
  private timer: NodeJS.Timeout | undefined;
  private pumping: Promise<void> | null = null;
  private wanted = false;
  /** The last look ended for want of a slot. */
  private full = false;
  private stopped = false;

  constructor(private readonly parts: DispatcherParts) {
    this.stopListening = parts.slots.onFree(() => {
      if (this.full) this.wake();
    });
    this.wake();
  }

  /** There may be queued runs. */
  wake(): void {
    this.wanted = true;
    if (this.stopped || this.pumping !== null) return;
    // In trouble, the pause is kept whoever calls.
    if (this.backoff.pauseMs > 0 && this.timer !== undefined) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.pumping = this.pump().finally(() => {
      this.pumping = null;
      // Called for, or a slot came free, in the moment between the last look and here.
      if (this.wanted && this.parts.slots.free > 0 && this.backoff.pauseMs === 0) this.wake();
      else this.schedule();
    });
  }

  /** Claims nothing more; resolves when every start under way has its answer and every claim that is not used is given back. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.stopListening();
    clearTimeout(this.timer);
    await this.pumping;
    await Promise.all(this.starts);
  }

  private schedule(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.wake();
    }, this.backoff.pauseMs || this.parts.intervalMs);
  }

  private async pump(): Promise<void> {
    while (this.wanted && !this.stopped) {
      const { free } = this.parts.slots;
      this.full = free === 0;
      if (this.full) return;
      const troubled = this.backoff.pauseMs > 0;
      const limit = troubled ? 1 : Math.min(BATCH, free);
      this.wanted = false;
      const runs = await this.claim(limit);
      if (runs.length === limit) this.wanted = true;
      for (const run of runs) this.begin(run);
      if (troubled) await Promise.all(this.starts);
      if (this.backoff.pauseMs > 0) return;
    }
  }

  private async claim(limit: number): Promise<readonly ClaimedRun[]> {
    try {
      const runs = await this.parts.queue.claim(limit);
      // With no run to try it on, trouble with Temporal counts as over.
      if (runs.length === 0) this.backoff.succeed();
      return runs;
    } catch (error) {
      this.trouble(error, 'queued runs could not be claimed');
      return [];
    }
  }

  private begin(run: ClaimedRun): void {
    this.parts.slots.reserve(run.runId);
    const start = this.start(run).finally(() => this.starts.delete(start));
    this.starts.add(start);
  }

  private async start(run: ClaimedRun): Promise<void> {
    if (this.stopped) return this.giveBack(run);
    try {
      const starting = this.parts.starter.start(run);
      const here = starting.then(
        (started) => started === 'here',
        () => false,
      );
      this.parts.onStart(run.runId, here);
      const started = await starting;
      this.backoff.succeed();
      if (started !== 'here') this.parts.slots.release(run.runId);
      if (started === 'existed') this.parts.onExisting(run.runId);
    } catch (error) {
      this.trouble(error, 'the workflow of a run could not be started');
      await this.giveBack(run);
    }
  }

  private async giveBack(run: ClaimedRun): Promise<void> {
    this.parts.slots.release(run.runId);
    try {
      await this.parts.queue.release([run.runId]);
    } catch (error) {
      this.logger.warn(
        { runId: run.runId, reason: errorMessage(error) },
        'a claim could not be given back; it runs out by itself',
      );
    }
  }

  private trouble(error: unknown, what: string): void {
    this.wanted = true;
    this.backoff.fail();
    this.logger.warn({ reason: errorMessage(error), retryMs: this.backoff.pauseMs }, what);
  }
}
