import { Notifications } from '@app/database';
import { RUN_QUEUED } from '../run/run.constants.js';
import { Dispatcher, type DispatcherParts } from './dispatcher.js';
import { Reconciler } from './reconciler.js';
import { RunClaimsRepository } from './run-claims.repository.js';
import type { RunQueue } from './run-queue.js';
import { RunSlots } from './run-slots.js';
import type { RunStarter } from './run-starter.js';

/** How this process claims. */
export interface RunDispatchOptions {
  /** Whose the claims are: unique among workers. */
  readonly workerId: string;
  readonly leaseMs: number;
  readonly intervalMs: number;
}

/** Makes dispatchers of this process's queue, one for each connection to Temporal that the process has. */
export class RunDispatch {
  private readonly queue: RunQueue;

  constructor(
    claims: RunClaimsRepository,
    private readonly slots: RunSlots,
    private readonly reconciler: Reconciler,
    private readonly notifications: Notifications,
    private readonly options: RunDispatchOptions,
  ) {
    const { workerId, leaseMs } = options;
    this.queue = {
      claim: (limit) => claims.claimQueued(limit, workerId, leaseMs),
      release: (runIds) => claims.releaseClaim(runIds, workerId),
    };
  }

  /**
   * Dispatches queued runs over the starter, from now until `stop()`.
   * @param onStart called for each run whose workflow is being started
   */
  begin(starter: RunStarter, onStart: DispatcherParts['onStart']): { stop(): Promise<void> } {
    const dispatcher = new Dispatcher({
      queue: this.queue,
      slots: this.slots,
      starter,
      intervalMs: this.options.intervalMs,
      onStart,
      onExisting: (runId) => void this.reconciler.check(runId),
    });
    const wake = (): void => dispatcher.wake();
    const unlisten = [this.notifications.listen(RUN_QUEUED, wake), this.notifications.onReconnect(wake)];
    return {
      stop: () => {
        for (const each of unlisten) each();
        return dispatcher.stop();
      },
    };
  }
}
