import { Injectable } from '@nestjs/common';
import { Sql, type Statement } from '@app/database';
import { NO_KEYS, Vault } from '@app/encryption';
import { LARGE_OUTPUT_BYTES, type RunEvent, type RunOutcome, type StepResult } from '@app/engine';
import { fromStored, type StoredStep } from './masked.js';
import { sqlMillis } from './millis.js';
import type { SlicedRun } from './run-facts.js';
import type { TakenRow } from './run-taker.js';

const EVENTS: Statement = {
  name: 'run_events.after',
  text: `select seq, ${sqlMillis('at')} as at, type, path, data from run_events where run_id = $1 and seq > $2 order by seq`,
};

/** Inputs are asked for of containers only: a map's items are there. */
const RESULTS: Statement = {
  name: 'run_steps.results',
  text: `
select path, attempt, type, status, ordinal, input, case when large then null else output end as output, large, error,
  ${sqlMillis('started_at')} as "startedAt"
from (
  select distinct on (path) path, attempt, type, status, ordinal, case when $3 then input end as input, output, error, started_at,
    not $3 and coalesce(octet_length(output::text), 0) > ${LARGE_OUTPUT_BYTES} as large
  from run_steps where run_id = $1 and path = any($2::text[]) order by path, attempt desc
) last`,
};

const SLICED: Statement = {
  name: 'runs.sliced',
  text: `select input, ${sqlMillis('started_at')} as "startedAt" from runs where id = $1`,
};

const OUTCOME: Statement = {
  name: 'runs.outcome',
  text: `select status, error->>'code' as code from runs where id = $1 and status in ('success', 'failed', 'cancelled')`,
};

/** What is recorded of a run: events, results. */
@Injectable()
export class RunHistoryRepository {
  constructor(
    private readonly sql: Sql,
    private readonly vault: Vault = NO_KEYS,
  ) {}

  /** How the run has ended; null when it has not, or was terminated. */
  async outcome(runId: string): Promise<RunOutcome | null> {
    const [row] = await this.sql.query<{ status: RunOutcome['status']; code: string | null }>(OUTCOME, [runId]);
    if (row === undefined) return null;
    return row.code === null ? { status: row.status } : { status: row.status, code: row.code };
  }

  /** The run that one is a slice of; null for a run that is no slice. */
  async sliced({ slice_of }: Pick<TakenRow, 'slice_of'>): Promise<SlicedRun | null> {
    if (slice_of === null) return null;
    const [row] = await this.sql.query<SlicedRun & object>(SLICED, [slice_of]);
    return row ?? null;
  }

  /** The events after number `seq`, in order. */
  eventsAfter(runId: string, seq: number): Promise<RunEvent[]> {
    return this.sql.query<RunEvent & object>(EVENTS, [runId, seq]);
  }

  /** See ResultStore. @throws AppError ENCRYPTION_KEY_MISSING, MASKED_VALUE_BROKEN */
  async results(runId: string, paths: readonly string[], whole: boolean): Promise<StepResult[]> {
    const steps = await this.sql.query<StoredStep & object>(RESULTS, [runId, paths, whole]);
    return steps.map((step) => fromStored.step(step, runId, this.vault));
  }
}
