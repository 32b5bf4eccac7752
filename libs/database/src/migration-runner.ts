import type { DataSource } from 'typeorm';
import { createDataSource } from './data-source.js';
import type { DatabaseSettings } from './database-settings.js';

/** Any number that no other program takes: "Millrace" on a phone's keys. */
const LOCK = 64557223;

/** Connection settings of a migration: no time-out for a statement, one connection for the lock and one for the work. */
const forMigration = (settings: DatabaseSettings): DatabaseSettings => ({
  ...settings,
  poolSize: 2,
  statementTimeoutMs: 0,
});

/**
 * Brings the schema up to date, one transaction a migration. Processes that start together wait for
 * one another. @returns the names of the migrations that were run
 */
export function migrateUp(settings: DatabaseSettings): Promise<string[]> {
  return underLock(settings, async (dataSource) => {
    const done = await dataSource.runMigrations({ transaction: 'each' });
    return done.map((migration) => migration.name);
  });
}

/** Takes the newest migration back, with the data that it made room for. */
export function migrateDown(settings: DatabaseSettings): Promise<void> {
  return underLock(settings, (dataSource) => dataSource.undoLastMigration({ transaction: 'each' }));
}

async function underLock<T>(settings: DatabaseSettings, work: (dataSource: DataSource) => Promise<T>): Promise<T> {
  const dataSource = await createDataSource(forMigration(settings), [], 'millrace-migrate').initialize();
  try {
    const lock = dataSource.createQueryRunner();
    await lock.query('select pg_advisory_lock($1)', [LOCK]);
    return await work(dataSource);
  } finally {
    // Ends the session that holds the lock, and with it the lock.
    await dataSource.destroy();
  }
}
