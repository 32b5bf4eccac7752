import { createEmptyDatabase, type TestDatabase } from '@app/testing';
import { onTestFinished } from 'vitest';
import type { DatabaseSettings } from '../src/index.js';

/** An empty database of its own for the test that asks for it; it goes when the test has ended. */
export async function emptyDatabase(): Promise<TestDatabase & DatabaseSettings> {
  const database = await createEmptyDatabase();
  onTestFinished(() => database.drop());
  return { ...database, poolSize: 4, statementTimeoutMs: 10_000, connectTimeoutMs: 5_000, ssl: 'disable' };
}
