import { Module } from '@nestjs/common';
import { AppConfig } from '@app/config';
import { createExecutor } from '@app/nodes';
import {
  CallsModule,
  ChildFlows,
  ChildrenModule,
  DispatchModule,
  MapSlices,
  PgInboxWatch,
  PgNodeCallStore,
  PgRunStore,
  PlanCache,
  RunStoreModule,
} from '@app/runs';
import { RunWaker } from '@app/temporal';
import { Leaving } from '../leaving.js';
import { ADVANCE_LIMITS } from './advance-limits.js';
import { ExpressAdvances } from './express-advances.js';
import { NodeAttempts } from './node-attempts.js';
import { NodeExecutor } from './node-executor.js';
import { RunActivities } from './run-activities.js';
import { RunAdvances } from './run-advances.js';
import { RunPorts } from './run-ports.js';
import { systemClock } from './system-clock.js';

/** The activities, with the interpreter's real ports: PostgreSQL, the node types, the machine's clock. */
@Module({
  imports: [CallsModule, ChildrenModule, DispatchModule, RunStoreModule],
  providers: [
    ExpressAdvances,
    Leaving,
    NodeAttempts,
    RunActivities,
    RunAdvances,
    {
      provide: NodeExecutor,
      inject: [AppConfig],
      useFactory: ({ nodes, flowSecrets, temporal }: AppConfig) =>
        new NodeExecutor(
          createExecutor({
            http: {
              allowPrivateAddresses: nodes.httpAllowPrivateAddresses,
              maxResponseBytes: nodes.httpMaxResponseBytes,
              maxRedirects: nodes.httpMaxRedirects,
            },
            code: { threads: nodes.codeThreads },
            secrets: flowSecrets,
            ownTaskQueue: temporal.taskQueue,
            maxMapItems: nodes.maxMapItems,
            maxOutputBytes: nodes.maxOutputBytes,
          }),
        ),
    },
    {
      provide: RunPorts,
      inject: [
        NodeExecutor,
        PgRunStore,
        PgNodeCallStore,
        PgInboxWatch,
        PlanCache,
        ChildFlows,
        MapSlices,
        RunWaker,
        AppConfig,
      ],
      useFactory: (
        { executor }: NodeExecutor,
        store: PgRunStore,
        nodeCalls: PgNodeCallStore,
        inbox: PgInboxWatch,
        plans: PlanCache,
        flows: ChildFlows,
        maps: MapSlices,
        waker: RunWaker,
        { flowEnv: env, nodes }: AppConfig,
      ) => {
        const shared = { executor, clock: systemClock, plans, env };
        const wake = (runId: string): void => void waker.wake(runId);
        const limits = { ...ADVANCE_LIMITS, maxDepth: nodes.maxSubflowDepth };
        const slices = maps.ports(nodes.mapSliceItems, nodes.maxOutputBytes);
        return new RunPorts({ ...shared, store, inbox, flows, slices, wake, limits }, { ...shared, store: nodeCalls });
      },
    },
  ],
  exports: [ExpressAdvances, RunActivities, RunAdvances, Leaving],
})
export class ActivitiesModule {}
