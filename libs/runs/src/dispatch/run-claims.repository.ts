import { Injectable } from '@nestjs/common';
import { Sql, type Statement } from '@app/database';
import { SQL_PERMIT_DUE } from '../run/run-permit.js';
import { RUN_FACTS, RunTaker, type TakenRow } from '../store/run-taker.js';
import { RunPermitsRepository } from './run-permits.repository.js';
import { sqlTurn } from './run-turn.js';

/** A run whose workflow is to be started. */
export interface ClaimedRun {
  readonly runId: string;
  readonly flowId: string;
}

/**
 * Which run goes next is decided here and with the permits, and nowhere else: by turn, which is priority and
 * age, among those without a limit and those that hold a permit. Rows that another dispatcher is claiming
 * are passed over. A claim whose time is over is made again: its process is gone.
 *
 * A claim takes the run over, too: most claimed runs are driven by the process that claimed them.
 */
export const CLAIM: Statement = {
  name: 'runs.claim',
  text: `
with next as (
  select id from runs r
  where status = 'queued' and (permit is null or permit = 'held') and (claimed_until is null or claimed_until < now())
  order by ${sqlTurn('r')}, id
  limit $1
  for update skip locked
), claimed as (
  update runs r set epoch = r.epoch + 1,
    claimed_by = $2, claimed_until = now() + $3 * interval '1 millisecond', updated_at = now()
  from next where r.id = next.id
  returning r.epoch, ${RUN_FACTS}, ${sqlTurn('r')} as turn
)
select c.*, p.due as "permitsDue"
from (select (select true from runs where ${SQL_PERMIT_DUE} order by permit, id limit 1) as due) p left join claimed c on true
order by c.turn, c.id`,
};

/** A claimed run; without one, the row says only whether permits are due. */
type ClaimRow = (TakenRow | { readonly id: null }) & { readonly permitsDue: boolean };

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
    private readonly permits: RunPermitsRepository,
  ) {}

  /** Claims up to `limit` queued runs for `leaseMs`; no other worker gets them in that time. */
  async claimQueued(limit: number, workerId: string, leaseMs: number): Promise<ClaimedRun[]> {
    const { claimed, permitsDue } = await this.claim(limit, workerId, leaseMs);
    if (!permitsDue) return claimed;
    try {
      const given = await this.permits.handOn();
      if (given === 0 || claimed.length === limit) return claimed;
      return [...claimed, ...(await this.claim(limit - claimed.length, workerId, leaseMs)).claimed];
    } catch (error) {
      // What is claimed must be started; the permits are still due at the next claim.
      if (claimed.length === 0) throw error;
      return claimed;
    }
  }

  /** Gives claims back whose workflow could not be started, for anyone to claim at once. */
  async releaseClaim(runIds: readonly string[], workerId: string): Promise<void> {
    await this.sql.query(RELEASE, [runIds, workerId]);
  }
  private async claim(limit: number, workerId: string, leaseMs: number) {
    const rows = await this.sql.query<ClaimRow>(CLAIM, [limit, workerId, leaseMs]);
    const claimed = rows.flatMap((row): ClaimedRun[] => {
      if (row.id === null) return [];
      this.taker.keep(row);
      return [{ runId: row.id, flowId: row.flow_id }];
    });
    return { claimed, permitsDue: rows[0]?.permitsDue === true };
  }
}
