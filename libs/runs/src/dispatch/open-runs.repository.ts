import { Injectable } from '@nestjs/common';
import { Sql, type Statement } from '@app/database';
import { SQL_ENDED } from '../run/run-status.js';
import type { ClaimedRun } from './run-claims.repository.js';

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
returning r.id as "runId", r.flow_id as "flowId"`,
};

const FIND: Statement = {
  name: 'runs.find_open',
  text: `select id as "runId", flow_id as "flowId" from runs where id = $1 and status not in (${SQL_ENDED})`,
};

/** Runs under way, for the comparison with Temporal. */
@Injectable()
export class OpenRunsRepository {
  constructor(private readonly sql: Sql) {}

  /** Up to `limit` runs that nobody has checked for `olderThanMs`, longest first; now they count as checked. */
  openRunsToCheck(limit: number, olderThanMs: number): Promise<ClaimedRun[]> {
    return this.sql.query<ClaimedRun>(TO_CHECK, [limit, olderThanMs]);
  }

  /** The run, unless it has ended. */
  async find(runId: string): Promise<ClaimedRun | null> {
    const [run] = await this.sql.query<ClaimedRun>(FIND, [runId]);
    return run ?? null;
  }
}
