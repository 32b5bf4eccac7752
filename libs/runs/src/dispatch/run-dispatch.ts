import { randomUUIDv7 } from 'node:crypto';
import { Notifications } from '@app/database';
import { BATCH_PREFIX } from '@app/temporal';
import { RUN_QUEUED, type RunKind } from '../run/run.constants.js';
import { Dispatcher, type DispatcherParts } from './dispatcher.js';
import { Reconciler } from './reconciler.js';
import { RunClaimsRepository } from './run-claims.repository.js';
import { claimOf, type RunQueue } from './run-queue.js';
import { RunSlots } from './run-slots.js';
import type { RunStarter } from './run-starter.js';

/** Few enough that other workers get their share of a burst. */
const RUNS_AT_ONCE = 16;
const BATCH = 100;

/** How this process claims. */
export interface RunDispatchOptions {
  /** Whose the claims are: unique among workers. */
  readonly workerId: string;
  readonly leaseMs: number;
  readonly intervalMs: number;
}

/** Makes dispatchers of this process's queues, those of each kind for each connection to Temporal that the process has. */
export class RunDispatch {
  constructor(
    private readonly claims: RunClaimsRepository,
    private readonly slots: RunSlots,
    private readonly reconciler: Reconciler,
    private readonly notifications: Notifications,
    private readonly options: RunDispatchOptions,
  ) {}

  /**
   * Dispatches queued runs over the starter, from now until `stop()`.
   * @param onStart called for each run, and each batch of express runs, whose workflow is being started
   */
  begin(starter: RunStarter, onStart: DispatcherParts['onStart']): { stop(): Promise<void> } {
    const standard = this.dispatcher(starter, onStart, {
      claim: async (limit) => (await this.claim(limit, null)).map(claimOf),
      room: () => this.slots.free,
      atOnce: RUNS_AT_ONCE,
      maxStarts: Infinity,
    });
    let last = '';
    const express = this.dispatcher(starter, onStart, {
      claim: async (limit) => {
        last = `${BATCH_PREFIX}${randomUUIDv7()}`;
        const runs = await this.claim(limit, last);
        return runs.length === 0 ? [] : [{ id: last, isBatch: true, runs }];
      },
      // A batch needs one turn, however many runs are in it. What comes before the turn of one makes up the next.
      room: () => (this.slots.free === 0 || this.slots.awaitsTurn(last) ? 0 : this.slots.room),
      atOnce: BATCH,
      maxStarts: 1,
    });
    const wake = (kind: string): void => {
      if (kind !== ('express' satisfies RunKind)) standard.wake();
      if (kind !== ('standard' satisfies RunKind)) express.wake();
    };
    const unlisten = [
      this.notifications.listen(RUN_QUEUED, wake),
      this.notifications.onReconnect(() => {
        wake('');
      }),
    ];
    return {
      stop: async () => {
        for (const each of unlisten) each();
        await Promise.all([standard.stop(), express.stop()]);
      },
    };
  }

  private dispatcher(
    starter: RunStarter,
    onStart: DispatcherParts['onStart'],
    { claim, ...kind }: Pick<RunQueue, 'claim'> & Pick<DispatcherParts, 'room' | 'atOnce' | 'maxStarts'>,
  ): Dispatcher {
    return new Dispatcher({
      ...kind,
      queue: { claim, release: (runIds) => this.claims.releaseClaim(runIds, this.options.workerId) },
      slots: this.slots,
      starter,
      intervalMs: this.options.intervalMs,
      onStart,
      onExisting: ({ runs }) => {
        for (const { runId } of runs) void this.reconciler.check(runId);
      },
    });
  }

  private claim(limit: number, batchId: string | null) {
    const { workerId, leaseMs } = this.options;
    return this.claims.claimQueued(limit, workerId, leaseMs, batchId);
  }
}
