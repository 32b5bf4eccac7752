import { type DynamicModule, Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { type AppConfig, ConfigModule } from '@app/config';
import { DatabaseModule } from '@app/database';
import { EncryptionModule } from '@app/encryption';
import { LoggingModule } from '@app/logging';
import { DispatchModule } from '@app/runs';
import { TemporalModule } from '@app/temporal';
import { ActivitiesModule } from './activities/activities.module.js';
import { HealthController } from './health/health.controller.js';
import { WorkerHealthIndicator } from './health/worker.health.js';
import { TemporalHost } from './temporal/temporal-host.js';
import { WorkerFactory } from './temporal/worker-factory.js';

/** The worker process. */
@Module({})
export class WorkerModule {
  static forRoot(config: AppConfig): DynamicModule {
    const { database, migrateOnStart } = config;
    return {
      module: WorkerModule,
      imports: [
        ConfigModule.forRoot(config),
        LoggingModule.forRoot(config, 'worker'),
        // Runs are driven by plain SQL: the worker needs no entity.
        DatabaseModule.forRoot({
          settings: database,
          entities: [],
          applicationName: 'millrace-worker',
          migrateOnStart,
        }),
        EncryptionModule.forRoot(config.encryption),
        TemporalModule.register(config.temporal),
        // What is down says so itself, once; a probe every few seconds need not.
        TerminusModule.forRoot({ logger: false }),
        DispatchModule,
        ActivitiesModule,
      ],
      controllers: [HealthController],
      providers: [TemporalHost, WorkerFactory, WorkerHealthIndicator],
    };
  }
}
