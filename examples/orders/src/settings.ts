import { tmpdir } from 'node:os';
import { join } from 'node:path';

const { env } = process;

/** What a worker does: the activities, the workflows, or both. */
const SERVES = ['both', 'activities', 'workflows'] as const;

/** Where the worker finds things; all of it can be said in the environment. */
export const settings = {
  temporalAddress: env['TEMPORAL_ADDRESS'] ?? 'localhost:7233',
  namespace: env['TEMPORAL_NAMESPACE'] ?? 'default',
  taskQueue: env['ORDERS_TASK_QUEUE'] ?? 'orders',
  /** A SQLite file. */
  database: env['ORDERS_DATABASE'] ?? join(tmpdir(), 'millrace-example-orders.db'),
  /** How long it takes to pack one unit. */
  packingMs: Number(env['ORDERS_PACKING_MS'] ?? 200),
  serves: SERVES.find((what) => what === env['ORDERS_SERVES']) ?? 'both',
} as const;
