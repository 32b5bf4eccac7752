import type { DataSource, EntityManager } from 'typeorm';
import { databaseError } from './connection-error.js';

/**
 * Commits what `work` did through the manager when it resolves; undoes it, and throws its error, when it rejects.
 * @throws AppError DATABASE_UNAVAILABLE
 */
export async function runInTransaction<T>(
  dataSource: DataSource,
  work: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  try {
    return await dataSource.transaction(work);
  } catch (error) {
    throw databaseError(error);
  }
}
