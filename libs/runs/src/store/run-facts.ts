import type { RunFacts } from '@app/engine';
import type { TakenRow } from './run-taker.js';

/** What never changes of a run. */
export function toFacts(row: Omit<TakenRow, 'epoch'>): RunFacts {
  return {
    runId: row.id,
    flow: { id: row.flow_id, name: row.flow_name, version: row.flow_version },
    flowVersionId: row.flow_version_id,
    input: row.input,
    parentRunId: row.parent_waits ? row.parent_run_id : null,
    depth: row.depth,
    startedAt: row.started_at,
  };
}
