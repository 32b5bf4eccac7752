import { Logger } from '@nestjs/common';
import { Backoff } from './backoff.js';
import { errorMessage } from './error-message.js';
import type { Claim, RunQueue } from './run-queue.js';
import type { RunSlots } from './run-slots.js';
import type { RunStarter } from './run-starter.js';

/** What a dispatcher works with. */
export interface DispatcherParts {
  readonly queue: RunQueue;
  readonly slots: RunSlots;
  /** How many runs this process may take on now; at 0 it takes on none before a slot comes free. */
  room(): number;
  /** Runs claimed at once. */
  readonly atOnce: number;
  /** Starts that are under way at once. Where they are few, what comes meanwhile is claimed together. */
  readonly maxStarts: number;
  readonly starter: RunStarter;
  /** Pause between two looks for queued runs when nobody calls `wake`. */
  readonly intervalMs: number;
  /** A claim whose workflow is being started; `here` tells whether it was, with its first task in this process. */
  onStart(claim: Claim, here: Promise<boolean>): void;
  /** A claim whose workflow was there already. */
  onExisting(claim: Claim): void;
}

/**
 * Starts the workflows of queued runs, as many at a time as this process has slots for. What
 * could not be started is given back; while Temporal or PostgreSQL is down, one attempt at
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
  /** The last look ended for want of a slot, or of a start. */
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
      if (this.wanted && this.room > 0 && this.backoff.pauseMs === 0) this.wake();
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

  private get room(): number {
    return this.starts.size < this.parts.maxStarts ? this.parts.room() : 0;
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
      const { room } = this;
      this.full = room === 0;
      if (this.full) return;
      const troubled = this.backoff.pauseMs > 0;
      const limit = troubled ? 1 : Math.min(this.parts.atOnce, room);
      this.wanted = false;
      const claims = await this.claim(limit);
      if (claims.flatMap(({ runs }) => runs).length === limit) this.wanted = true;
      for (const claim of claims) this.begin(claim);
      if (troubled) await Promise.all(this.starts);
      if (this.backoff.pauseMs > 0) return;
    }
  }

  private async claim(limit: number): Promise<readonly Claim[]> {
    try {
      const claims = await this.parts.queue.claim(limit);
      // With no run to try it on, trouble with Temporal counts as over.
      if (claims.length === 0) this.backoff.succeed();
      return claims;
    } catch (error) {
      this.trouble(error, 'queued runs could not be claimed');
      return [];
    }
  }

  private begin(claim: Claim): void {
    this.parts.slots.reserve(claim.id);
    const start = this.start(claim).finally(() => {
      this.starts.delete(start);
      if (this.full) this.wake();
    });
    this.starts.add(start);
  }

  private async start(claim: Claim): Promise<void> {
    if (this.stopped) return this.giveBack(claim);
    try {
      const starting = this.parts.starter.start(claim);
      const here = starting.then(
        (started) => started === 'here',
        () => false,
      );
      this.parts.onStart(claim, here);
      const started = await starting;
      this.backoff.succeed();
      if (started !== 'here') this.parts.slots.release(claim.id);
      if (started === 'existed') this.parts.onExisting(claim);
    } catch (error) {
      this.trouble(error, 'a workflow could not be started');
      await this.giveBack(claim);
    }
  }

  private async giveBack({ id, runs }: Claim): Promise<void> {
    this.parts.slots.release(id);
    try {
      await this.parts.queue.release(runs.map(({ runId }) => runId));
    } catch (error) {
      this.logger.warn({ id, reason: errorMessage(error) }, 'a claim could not be given back; it runs out by itself');
    }
  }

  private trouble(error: unknown, what: string): void {
    this.wanted = true;
    this.backoff.fail();
    this.logger.warn({ reason: errorMessage(error), retryMs: this.backoff.pauseMs }, what);
  }
}
