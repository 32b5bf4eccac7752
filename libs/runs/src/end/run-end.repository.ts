import { Injectable } from '@nestjs/common';
import { Sql, type SqlRunner, type Statement } from '@app/database';
import type { RunError } from '@app/engine';
import { ERRORS } from '@app/errors';
import { RUN_INBOX } from '../run/run.constants.js';
import { type EndedStatus, SQL_ENDED } from '../run/run-status.js';
import { sqlFirstOfSlice } from '../store/slice-statement.js';
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
  returning id, organization_id, seq, finished_at, slice_of, slice_index, slice_ordinal, permit, case when parent_waits then parent_run_id end as parent
), event as (
  insert into run_events (organization_id, run_id, seq, at, type, data)
  select organization_id, id, seq, now(), $4, json_build_object('error', $3::json, 'by', $6::text) from ended
), steps as (
  update run_steps s set status = 'cancelled', finished_at = now()
  from ended where s.run_id = coalesce(ended.slice_of, ended.id) and s.status in ('pending', 'running', 'waiting')
    and (ended.slice_of is null or (s.ordinal = ended.slice_ordinal
      and s.slice_ordinal between ${sqlFirstOfSlice('ended')} and ${sqlFirstOfSlice('ended')} + 4294967295))
), waits as (
  delete from run_waits w using ended where w.run_id = ended.id
), approvals as (
  update approvals a set status = 'cancelled', decided_at = now(), updated_at = now()
  from ended where a.run_id = ended.id and a.status = 'pending'
)
select parent, ${SQL_END_NOTICES} from ended`,
};

/** A statement of its own: it sees the children that the run's driver began while the one before waited for its row. */
const STOP_CHILDREN: Statement = {
  name: 'runs.end.children',
  text: `
with stopped as (
  insert into run_inbox (organization_id, run_id, kind, by, dedupe_key)
  select organization_id, id, 'cancel', 'parent', 'cancel:parent' from runs
  where parent_run_id = $1 and parent_waits and finished_at is null
  on conflict (run_id, dedupe_key) where dedupe_key is not null do nothing
  returning run_id
)
select run_id, pg_notify('${RUN_INBOX}', run_id::text)::text as notified from stopped`,
};

/** Whether a run that nobody has begun was asked to stop. */
const ASKED_TO_STOP: Statement = {
  name: 'runs.asked_to_stop',
  text: `
select i.by from runs r join run_inbox i on i.run_id = r.id
where r.id = $1 and r.status = 'queued' and i.kind = 'cancel' and i.taken_at is null limit 1`,
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

  /**
   * Ends the run, with its steps under way; asks the runs to stop that it waited for.
   * @returns the runs that were left a message by that; null when it had ended, does not exist, or was not queued any more
   */
  async end(runId: string, end: RunEnd, sql?: SqlRunner): Promise<readonly string[] | null> {
    return sql === undefined ? this.sql.transaction((own) => endIn(own, runId, end)) : endIn(sql, runId, end);
  }

  /** Ends a run that nobody has begun, where its inbox asks it to stop. @returns as `end` */
  async endIfAskedToStop(runId: string): Promise<readonly string[] | null> {
    const [asked] = await this.sql.query<{ by: string | null }>(ASKED_TO_STOP, [runId]);
    if (asked === undefined) return null;
    const error = { code: 'RUN_CANCELLED', message: ERRORS.RUN_CANCELLED.meaning };
    return this.end(runId, { status: 'cancelled', error, by: asked.by, ifQueued: true });
  }
}

async function endIn(
  sql: SqlRunner,
  runId: string,
  { status, error, by = null, ifQueued = false }: RunEnd,
): Promise<readonly string[] | null> {
  const values = [runId, status, jsonbText(error), FACTS[status], ifQueued, by];
  const [ended] = await sql.query<{ parent: string | null }>(END, values);
  if (ended === undefined) return null;
  const children = ifQueued ? [] : await sql.query<{ run_id: string }>(STOP_CHILDREN, [runId]);
  return [...(ended.parent === null ? [] : [ended.parent]), ...children.map(({ run_id }) => run_id)];
}
