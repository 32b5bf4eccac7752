import { Injectable } from '@nestjs/common';
import { Sql, type SqlRunner, type Statement } from '@app/database';
import type { RunError } from '@app/engine';
import { type EndedStatus, SQL_ENDED } from '../run/run-status.js';
import { SQL_END_NOTICES } from '../store/end-notices.js';
import { jsonbText } from '../store/storable.js';

/**
 * Ends a run from outside of its driver; what the driver still writes is refused, since the run has ended.
 * $5: only where no driver has written anything yet.
 */
const END: Statement = {
  name: 'runs.end',
  text: `
with ended as (
  update runs set status = $2, error = $3::jsonb, finished_at = now(), seq = seq + 1, epoch = epoch + 1, updated_at = now()
  where id = $1 and status not in (${SQL_ENDED}) and (not $5::bool or status = 'queued')
  returning id, organization_id, seq, finished_at, permit
), event as (
  insert into run_events (organization_id, run_id, seq, at, type, data)
  select organization_id, id, seq, now(), $4, json_build_object('error', $3::json, 'by', $6::text) from ended
), steps as (
  update run_steps s set status = 'cancelled', finished_at = now()
  from ended where s.run_id = ended.id and s.status in ('pending', 'running', 'waiting')
), waits as (
  delete from run_waits w using ended where w.run_id = ended.id
), approvals as (
  update approvals a set status = 'cancelled', decided_at = now(), updated_at = now()
  from ended where a.run_id = ended.id and a.status = 'pending'
)
select ${SQL_END_NOTICES} from ended`,
};

const FACTS = {
  success: 'run.succeeded',
  failed: 'run.failed',
  cancelled: 'run.cancelled',
  terminated: 'run.terminated',
} as const;

/** How a run ends that does not end by itself. */
export interface RunEnd {
  readonly status: Exclude<EndedStatus, 'success'>;
  readonly error: RunError;
  readonly by?: string | null;
  /** Only where no driver has written anything of the run yet. */
  readonly ifQueued?: boolean;
}

/** Ends of runs that their drivers do not write. */
@Injectable()
export class RunEndRepository {
  constructor(private readonly sql: Sql) {}

  /** Ends the run, with its steps under way. @returns false when it had ended, does not exist, or was not queued any more */
  async end(
    runId: string,
    { status, error, by = null, ifQueued = false }: RunEnd,
    sql: SqlRunner = this.sql,
  ): Promise<boolean> {
    const rows = await sql.query(END, [runId, status, jsonbText(error), FACTS[status], ifQueued, by]);
    return rows.length > 0;
  }
}
