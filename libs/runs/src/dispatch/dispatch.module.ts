import { Module } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { AppConfig } from '@app/config';
import { Notifications } from '@app/database';
import { ERRORS } from '@app/errors';
import { TemporalClient } from '@app/temporal';
import { RunNudge } from '../children/run-nudge.js';
import { ExpressBatches } from '../express/express-batches.js';
import { ExpiredRunsRepository } from '../retention/expired-runs.repository.js';
import { RetentionSweep } from '../retention/retention-sweep.js';
import { RunStoreModule } from '../run-store.module.js';
import { RunInboxRepository } from '../store/run-inbox.repository.js';
import { AttemptWatch } from './attempt-watch.js';
import { InboxSweep } from './inbox-sweep.js';
import { OpenRunsRepository } from './open-runs.repository.js';
import { Reconciler } from './reconciler.js';
import { RunClaimsRepository } from './run-claims.repository.js';
import { RunDispatch } from './run-dispatch.js';
import { RunEnds } from './run-ends.js';
import { RunSlots } from './run-slots.js';
import { RunWorkflows } from './run-workflows.js';

const ENDED_IN_TEMPORAL = { terminated: 'RUN_TERMINATED', cancelled: 'RUN_CANCELLED' } as const;

/**
 * What a worker does about runs beside carrying them: dispatches queued ones, compares open ones
 * with Temporal, wakes those whose wake-up was lost, and deletes ended ones whose time is over. Needs the global ConfigModule,
 * DatabaseModule and TemporalModule.
 */
@Module({
  imports: [RunStoreModule],
  providers: [
    AttemptWatch,
    ExpressBatches,
    RunEnds,
    {
      provide: RunWorkflows,
      inject: [TemporalClient, AppConfig],
      useFactory: (client: TemporalClient, { temporal }: AppConfig) => new RunWorkflows(client, temporal.taskQueue),
    },
    {
      provide: RunSlots,
      inject: [AppConfig],
      useFactory: ({ worker }: AppConfig) => new RunSlots(worker.maxConcurrentRuns),
    },
    {
      provide: Reconciler,
      inject: [OpenRunsRepository, RunWorkflows, RunSlots, RunEnds, AppConfig],
      useFactory: (
        runs: OpenRunsRepository,
        workflows: RunWorkflows,
        slots: RunSlots,
        ends: RunEnds,
        config: AppConfig,
      ) =>
        new Reconciler({
          runs,
          workflows,
          slots,
          intervalMs: config.worker.reconcileIntervalMs,
          end: async (runId, status) => {
            const code = ENDED_IN_TEMPORAL[status];
            await ends.end(runId, status, { code, message: ERRORS[code].meaning }, 'temporal');
          },
        }),
    },
    {
      provide: InboxSweep,
      inject: [RunInboxRepository, RunSlots, RunNudge],
      useFactory: (inbox: RunInboxRepository, slots: RunSlots, waker: RunNudge) =>
        new InboxSweep({ inbox, slots, waker }),
    },
    {
      provide: RetentionSweep,
      inject: [ExpiredRunsRepository, AppConfig],
      useFactory: (runs: ExpiredRunsRepository, { worker }: AppConfig) =>
        new RetentionSweep({ runs, usualMs: worker.retentionMs ?? null, intervalMs: worker.retentionIntervalMs }),
    },
    {
      provide: RunDispatch,
      inject: [RunClaimsRepository, RunSlots, Reconciler, Notifications, AppConfig],
      useFactory: (
        claims: RunClaimsRepository,
        slots: RunSlots,
        reconciler: Reconciler,
        notifications: Notifications,
        { worker }: AppConfig,
      ) =>
        new RunDispatch(claims, slots, reconciler, notifications, {
          workerId: `${hostname()}:${process.pid}:${randomUUID()}`,
          leaseMs: worker.dispatchLeaseMs,
          intervalMs: worker.dispatchIntervalMs,
        }),
    },
  ],
  exports: [AttemptWatch, ExpressBatches, RunDispatch, RunEnds, RunSlots],
})
export class DispatchModule {}
