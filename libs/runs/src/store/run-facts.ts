import type { Json } from '@app/definition';
import type { RunFacts, SliceContext } from '@app/engine';
import type { TakenRow } from './run-taker.js';

/** What a slice is told of the run whose map it is. */
export interface SlicedRun {
  readonly input: Json;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

/** What never changes of a run. @param sliced of a slice: the run that it is of */
export function toFacts(row: Omit<TakenRow, 'epoch'>, sliced: SlicedRun | null): RunFacts {
  const facts = {
    runId: row.id,
    flow: { id: row.flow_id, name: row.flow_name, version: row.flow_version },
    flowVersionId: row.flow_version_id,
    input: row.input,
    parentRunId: row.parent_waits ? row.parent_run_id : null,
    depth: row.depth,
    startedAt: row.started_at,
    slice: null,
  };
  if (sliced === null || row.slice_of === null) return facts;
  const context = row.input as unknown as SliceContext;
  return { ...facts, input: sliced.input, slice: { ...context, of: row.slice_of, startedAt: sliced.startedAt } };
}
