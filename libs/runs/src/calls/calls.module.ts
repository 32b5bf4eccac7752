import { Module } from '@nestjs/common';
import { AppConfig } from '@app/config';
import { RunWaker, TemporalClient } from '@app/temporal';
import { RunStoreModule } from '../run-store.module.js';
import { PgNodeCallStore } from '../store/pg-node-call-store.js';
import { CallWorkflows } from './call-workflows.js';
import { CallsRepository } from './calls.repository.js';
import { RunCalls } from './run-calls.js';

/** Calls of foreign activities and workflows. Needs the global ConfigModule, DatabaseModule and TemporalModule. */
@Module({
  imports: [RunStoreModule],
  providers: [
    CallsRepository,
    {
      provide: RunCalls,
      inject: [TemporalClient, CallsRepository, PgNodeCallStore, RunWaker, AppConfig],
      useFactory: (
        client: TemporalClient,
        calls: CallsRepository,
        store: PgNodeCallStore,
        waker: RunWaker,
        { temporal }: AppConfig,
      ) => new RunCalls(new CallWorkflows(client, temporal.taskQueue), calls, store, waker),
    },
  ],
  exports: [RunCalls],
})
export class CallsModule {}
