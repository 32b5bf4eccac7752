import type { DatabaseSync } from 'node:sqlite';

/** Does all of it, or nothing. `immediate`: what is read here nobody else changes before it is written. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('begin immediate');
  try {
    const result = work();
    database.exec('commit');
    return result;
  } catch (error) {
    database.exec('rollback');
    throw error;
  }
}
