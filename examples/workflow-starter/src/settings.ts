import { tmpdir } from 'node:os';
import { join } from 'node:path';

const { env } = process;

/** Where the worker finds things; all of it can be said in the environment. */
export const settings = {
  temporalAddress: env['TEMPORAL_ADDRESS'] ?? 'localhost:7233',
  namespace: env['TEMPORAL_NAMESPACE'] ?? 'default',
  taskQueue: env['STARTER_TASK_QUEUE'] ?? 'starter',
  /** A SQLite file. */
  journal: env['STARTER_JOURNAL'] ?? join(tmpdir(), 'millrace-workflow-starter.db'),
} as const;
