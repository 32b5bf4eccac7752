import { Injectable } from '@nestjs/common';
import { Sql, type Statement } from '@app/database';
import { RUN_FACTS, RunTaker, type TakenRow } from '../store/run-taker.js';

/** A run whose workflow is to be started. */
export interface ClaimedRun {
  readonly runId: string;
  readonly flowId: string;
}

/**
 * Which run goes next is decided here and nowhere else: by priority, then by age. Rows that another
 * dispatcher is claiming are passed over. A claim whose time is over is made again: its process is gone.
 *
 * A claim takes the run over, too: most claimed runs are driven by the process that claimed them.
 */
const CLAIM: Statement = {
  name: 'runs.claim',
  text: `
with next as (
  select id from runs
  where status = 'queued' and (claimed_until is null or claimed_until < now())
  order by priority, id
  limit $1
  for update skip locked
), claimed as (
  update runs r set epoch = r.epoch + 1,
    claimed_by = $2, claimed_until = now() + $3 * interval '1 millisecond', updated_at = now()
  from next where r.id = next.id
  returning r.priority, r.epoch, ${RUN_FACTS}
)
select * from claimed order by priority, id`,
};

const RELEASE: Statement = {
  name: 'runs.release',
  text: `
update runs set claimed_by = null, claimed_until = null, updated_at = now()
where id = any($1::uuid[]) and claimed_by = $2 and status = 'queued'`,
};

/** The dispatcher's claims on queued runs. */
@Injectable()
export class RunClaimsRepository {
  constructor(
    private readonly sql: Sql,
    private readonly taker: RunTaker,
  ) {}

  /** Claims up to `limit` queued runs for `leaseMs`; no other worker gets them in that time. */
  async claimQueued(limit: number, workerId: string, leaseMs: number): Promise<ClaimedRun[]> {
    const rows = await this.sql.query<TakenRow>(CLAIM, [limit, workerId, leaseMs]);
    for (const row of rows) this.taker.keep(row);
    return rows.map(({ id, flow_id }) => ({ runId: id, flowId: flow_id }));
  }

  /** Gives claims back whose workflow could not be started, for anyone to claim at once. */
  async releaseClaim(runIds: readonly string[], workerId: string): Promise<void> {
    await this.sql.query(RELEASE, [runIds, workerId]);
  }
}
