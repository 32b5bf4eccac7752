import { Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { HealthIndicatorService } from '@nestjs/terminus';
import { DataSource, EntityManager } from 'typeorm';
import { DatabaseHealthIndicator } from './database.health.js';
import { ConfigurableModuleClass, DATABASE_OPTIONS } from './database.module-definition.js';
import { connectedDataSource, notificationsOf } from './database.providers.js';
import { Notifications } from './notifications.js';
import { Sql } from './sql.js';

/**
 * The connection to PostgreSQL: one pool and one listening connection a process, closed on shutdown.
 * Global; features take their repositories by `TypeOrmModule.forFeature` and plain SQL by `Sql`.
 */
@Global()
@Module({
  providers: [
    { provide: DataSource, inject: [DATABASE_OPTIONS], useFactory: connectedDataSource },
    { provide: EntityManager, inject: [DataSource], useFactory: (dataSource: DataSource) => dataSource.manager },
    { provide: Notifications, inject: [DATABASE_OPTIONS], useFactory: notificationsOf },
    HealthIndicatorService,
    DatabaseHealthIndicator,
    Sql,
  ],
  exports: [DataSource, EntityManager, Notifications, DatabaseHealthIndicator, Sql],
})
export class DatabaseModule extends ConfigurableModuleClass implements OnApplicationShutdown {
  constructor(
    private readonly dataSource: DataSource,
    private readonly notifications: Notifications,
  ) {
    super();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.notifications.close();
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}
