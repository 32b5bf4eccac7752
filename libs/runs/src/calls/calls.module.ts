import { Module } from '@nestjs/common';
import { AppConfig } from '@app/config';
import { RunWaker, TemporalClient } from '@app/temporal';
import { RunStoreModule } from '../run-store.module.js';
import { PgNodeCallStore } from '../store/pg-node-call-store.js';
import { QueueWants } from '../task-queues/queue-wants.js';
import { TaskQueueWatch } from '../task-queues/task-queue-watch.js';
import { TaskQueuesRepository } from '../task-queues/task-queues.repository.js';
import { CallWorkflows } from './call-workflows.js';
import { CallsRepository } from './calls.repository.js';
import { RunCalls } from './run-calls.js';

/** Calls of foreign activities and workflows, and who polls their task queues. Needs the global ConfigModule, DatabaseModule and TemporalModule. */
@Module({
  imports: [RunStoreModule],
  providers: [
    CallsRepository,
    QueueWants,
    TaskQueuesRepository,
    {
      provide: RunCalls,
      inject: [TemporalClient, CallsRepository, QueueWants, PgNodeCallStore, RunWaker, AppConfig],
      useFactory: (
        client: TemporalClient,
        calls: CallsRepository,
        queues: QueueWants,
        store: PgNodeCallStore,
        waker: RunWaker,
        { temporal }: AppConfig,
      ) => new RunCalls(new CallWorkflows(client, temporal.taskQueue), calls, queues, store, waker),
    },
    {
      provide: TaskQueueWatch,
      inject: [TaskQueuesRepository, TemporalClient, AppConfig],
      useFactory: (queues: TaskQueuesRepository, client: TemporalClient, { temporal }: AppConfig) =>
        new TaskQueueWatch(queues, client, temporal.namespace),
    },
  ],
  exports: [RunCalls],
})
export class CallsModule {}
