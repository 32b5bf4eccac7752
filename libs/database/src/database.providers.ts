import { Logger } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { isConnectionError } from './connection-error.js';
import { createDataSource } from './data-source.js';
import type { DatabaseModuleOptions } from './database.module-definition.js';
import { migrateUp } from './migration-runner.js';
import { Notifications } from './notifications.js';

/** How long a process that starts waits for a PostgreSQL that starts too. */
const START_TIMEOUT_MS = 60_000;
const RETRY_MS = 500;

/** The listening connection; made when the first one listens. */
export function notificationsOf({ settings, applicationName }: DatabaseModuleOptions): Notifications {
  return new Notifications(settings, `${applicationName}-listen`);
}

/** The connected data source, after the migrations. @throws the last error when PostgreSQL does not come up in time */
export async function connectedDataSource(options: DatabaseModuleOptions): Promise<DataSource> {
  const logger = new Logger('Database');
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    try {
      return await connectOnce(options, logger);
    } catch (error) {
      if (!isConnectionError(error) || Date.now() > deadline) throw error;
      logger.warn({ reason: (error as Error).message }, 'PostgreSQL cannot be reached yet');
      await pause(RETRY_MS);
    }
  }
}

async function connectOnce(options: DatabaseModuleOptions, logger: Logger): Promise<DataSource> {
  if (options.migrateOnStart) {
    const migrations = await migrateUp(options.settings);
    if (migrations.length > 0) logger.log({ migrations }, 'the schema is up to date');
  }
  return createDataSource(options.settings, options.entities, options.applicationName).initialize();
}
