import { SQL_STARTED_BY } from './run-slices.js';
import type { RunSummary } from './run-summary.js';

const COLUMNS = {
  id: 'id',
  flowId: 'flow_id',
  flowName: 'flow_name',
  flowVersion: 'flow_version',
  status: 'status',
  trigger: 'trigger',
  priority: 'priority',
  labels: 'labels',
  concurrencyKey: 'concurrency_key',
  parentRunId: SQL_STARTED_BY,
  parentPath: 'parent_path',
  temporalWorkflowId: 'temporal_workflow_id',
  error: 'error',
  createdAt: 'created_at',
  startedAt: 'started_at',
  finishedAt: 'finished_at',
  updatedAt: 'updated_at',
} as const satisfies Record<keyof RunSummary, string>;

/** SQL: the columns of a RunSummary, by its names. */
export const SUMMARY_COLUMNS = Object.entries(COLUMNS)
  .map(([name, column]) => `${column} as "${name}"`)
  .join(', ');
