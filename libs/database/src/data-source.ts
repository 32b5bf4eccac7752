import { Logger } from '@nestjs/common';
import { DataSource, type DataSourceOptions, type MixedList } from 'typeorm';
import { connectionOptions } from './connection-options.js';
import type { DatabaseSettings } from './database-settings.js';
import { MIGRATIONS } from './migrations/migrations.js';
import { Organization } from './organization.entity.js';

/** Entity classes, listed. */
export type EntityClasses = Extract<MixedList<unknown>, unknown[]> & Extract<DataSourceOptions['entities'], unknown[]>;

/**
 * The data source of a process; not connected yet. The features' entities are listed by the caller,
 * `Organization` is always there. It never changes the schema by itself.
 */
export function createDataSource(
  settings: DatabaseSettings,
  entities: EntityClasses,
  applicationName: string,
): DataSource {
  const logger = new Logger('Database');
  return new DataSource({
    type: 'postgres',
    url: settings.url,
    entities: [Organization, ...entities],
    migrations: MIGRATIONS,
    migrationsTableName: 'migrations',
    synchronize: false,
    installExtensions: false,
    poolSize: settings.poolSize,
    connectTimeoutMS: settings.connectTimeoutMs,
    poolErrorHandler: (error: Error) =>
      logger.warn({ reason: error.message }, 'an idle connection to PostgreSQL broke'),
    extra: connectionOptions(settings, applicationName),
  });
}
