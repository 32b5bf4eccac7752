import { APPROVAL_ENTITIES } from '@app/approvals';
import { type AppConfig, ConfigModule } from '@app/config';
import { DatabaseModule } from '@app/database';
import { EncryptionModule } from '@app/encryption';
import { FLOW_ENTITIES } from '@app/flows';
import { HttpModule } from '@app/http';
import { LoggingModule } from '@app/logging';
import { RUN_ENTITIES } from '@app/runs';
import { TemporalModule } from '@app/temporal';
import { type DynamicModule, Module } from '@nestjs/common';
import { ApprovalsApiModule } from './approvals/approvals-api.module.js';
import { EventsApiModule } from './events/events-api.module.js';
import { FlowsApiModule } from './flows/flows-api.module.js';
import { FlowTestsApiModule } from './flow-tests/flow-tests-api.module.js';
import { HealthModule } from './health/health.module.js';
import { NodeTypesController } from './node-types/node-types.controller.js';
import { SimulationApiModule } from './simulation/simulation-api.module.js';
import { RunsApiModule } from './runs/runs-api.module.js';

/** The API process. */
@Module({})
export class ApiModule {
  static forRoot(config: AppConfig): DynamicModule {
    const { database, encryption, migrateOnStart, temporal } = config;
    const entities = [...FLOW_ENTITIES, ...RUN_ENTITIES, ...APPROVAL_ENTITIES];
    return {
      module: ApiModule,
      imports: [
        ConfigModule.forRoot(config),
        LoggingModule.forRoot(config, 'api'),
        HttpModule,
        DatabaseModule.forRoot({
          settings: database,
          entities,
          applicationName: 'millrace-api',
          migrateOnStart,
        }),
        EncryptionModule.forRoot(encryption),
        TemporalModule.register(temporal),
        FlowsApiModule,
        FlowTestsApiModule,
        RunsApiModule,
        EventsApiModule,
        ApprovalsApiModule,
        SimulationApiModule,
        HealthModule,
      ],
      controllers: [NodeTypesController],
    };
  }
}
