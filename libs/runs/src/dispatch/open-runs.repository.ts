import { Injectable } from '@nestjs/common';
import { Sql, type Statement } from '@app/database';
import { BATCH_PREFIX } from '@app/temporal';
import { SQL_ENDED } from '../run/run-status.js';
import type { ClaimedRun } from './run-claims.repository.js';

/** A run under way. */
export interface OpenRun extends ClaimedRun {
  /** The batch that it is in; null: it has a workflow of its own. */
  readonly batchId: string | null;
}

const OPEN_RUN = `r.id as "runId", r.flow_id as "flowId",
  case when starts_with(r.temporal_workflow_id, '${BATCH_PREFIX}') then r.temporal_workflow_id end as "batchId"`;

const TO_CHECK: Statement = {
  name: 'runs.to_check',
  text: `
with due as (
  select id from runs
  where status in ('running', 'waiting', 'paused') and checked_at < now() - $2 * interval '1 millisecond'
  order by checked_at
  limit $1
  for update skip locked
)
update runs r set checked_at = now() from due where r.id = due.id
returning ${OPEN_RUN}`,
};

const FIND: Statement = {
  name: 'runs.find_open',
  text: `select ${OPEN_RUN} from runs r where id = $1 and status not in (${SQL_ENDED})`,
};

/** Runs under way, for the comparison with Temporal. */
@Injectable()
export class OpenRunsRepository {
  constructor(private readonly sql: Sql) {}

  /** Up to `limit` runs that nobody has checked for `olderThanMs`, longest first; now they count as checked. */
  openRunsToCheck(limit: number, olderThanMs: number): Promise<OpenRun[]> {
    return this.sql.query<OpenRun & object>(TO_CHECK, [limit, olderThanMs]);
  }

  /** The run, unless it has ended. */
  async find(runId: string): Promise<OpenRun | null> {
    const [run] = await this.sql.query<OpenRun & object>(FIND, [runId]);
    return run ?? null;
  }
}
