import { Injectable } from '@nestjs/common';
import { Sql, type Statement } from '@app/database';
import { RunTaker } from '../store/run-taker.js';
import { CLAIM, type ClaimRow } from './claim-statement.js';
import { RunPermitsRepository } from './run-permits.repository.js';

/** A run whose workflow is to be started. */
export interface ClaimedRun {
  readonly runId: string;
  readonly flowId: string;
}

const RELEASE: Statement = {
  name: 'runs.release',
  text: `
update runs set claimed_by = null, claimed_until = null, updated_at = now(),
  temporal_workflow_id = case when not express then temporal_workflow_id end
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

  /**
   * Claims up to `limit` queued runs for `leaseMs`; no other worker gets them in that time.
   * @param batchId the batch that they are to be in; with it, express runs are claimed, without it standard ones
   */
  async claimQueued(
    limit: number,
    workerId: string,
    leaseMs: number,
    batchId: string | null = null,
  ): Promise<ClaimedRun[]> {
    const claim = (atMost: number) => this.claim([atMost, workerId, leaseMs, batchId, batchId !== null]);
    const { claimed, permitsDue } = await claim(limit);
    if (!permitsDue) return claimed;
    try {
      const given = await this.permits.handOn();
      if (given === 0 || claimed.length === limit) return claimed;
      return [...claimed, ...(await claim(limit - claimed.length)).claimed];
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

  private async claim(values: readonly unknown[]) {
    const rows = await this.sql.query<ClaimRow>(CLAIM, values);
    const claimed = rows.flatMap((row): ClaimedRun[] => {
      if (row.id === null) return [];
      this.taker.keep(row);
      return [{ runId: row.id, flowId: row.flow_id }];
    });
    return { claimed, permitsDue: rows[0]?.permitsDue === true };
  }
}
