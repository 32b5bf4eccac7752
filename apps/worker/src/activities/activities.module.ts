import { Module } from '@nestjs/common';
import { AppConfig } from '@app/config';
import { createExecutor } from '@app/nodes';
import { DispatchModule, PgInboxWatch, PgNodeCallStore, PgRunStore, PlanCache, RunStoreModule } from '@app/runs';
import { Leaving } from '../leaving.js';
import { ADVANCE_LIMITS } from './advance-limits.js';
import { NodeExecutor } from './node-executor.js';
import { RunActivities } from './run-activities.js';
import { RunAdvances } from './run-advances.js';
import { RunPorts } from './run-ports.js';
import { systemClock } from './system-clock.js';

/** The activities, with the interpreter's real ports: PostgreSQL, the node types, the machine's clock. */
@Module({
  imports: [DispatchModule, RunStoreModule],
  providers: [
    Leaving,
    RunActivities,
    RunAdvances,
    {
      provide: NodeExecutor,
      inject: [AppConfig],
      useFactory: ({ nodes, flowSecrets }: AppConfig) =>
        new NodeExecutor(
          createExecutor({
            http: {
              allowPrivateAddresses: nodes.httpAllowPrivateAddresses,
              maxResponseBytes: nodes.httpMaxResponseBytes,
              maxRedirects: nodes.httpMaxRedirects,
            },
            code: { threads: nodes.codeThreads },
            secrets: flowSecrets,
            maxOutputBytes: nodes.maxOutputBytes,
          }),
        ),
    },
    {
      provide: RunPorts,
      inject: [NodeExecutor, PgRunStore, PgNodeCallStore, PgInboxWatch, PlanCache, AppConfig],
      useFactory: (
        { executor }: NodeExecutor,
        store: PgRunStore,
        nodeCalls: PgNodeCallStore,
        inbox: PgInboxWatch,
        plans: PlanCache,
        { flowEnv: env }: AppConfig,
      ) => {
        const shared = { executor, clock: systemClock, plans, env };
        return new RunPorts({ ...shared, store, inbox, limits: ADVANCE_LIMITS }, { ...shared, store: nodeCalls });
      },
    },
  ],
  exports: [RunActivities, RunAdvances, Leaving],
})
export class ActivitiesModule {}
