import { Injectable } from '@nestjs/common';
import { Sql, type Statement } from '@app/database';
import type { RunStatus } from '../run/run-status.js';

const STATUS: Statement = { name: 'runs.status', text: 'select status from runs where id = $1' };

const FLOW: Statement = { name: 'flows.there', text: 'select 1 from flows where id = $1 and deleted_at is null' };

/** How far runs are, and whether there is what they are asked by. */
@Injectable()
export class RunStatusRepository {
  constructor(private readonly sql: Sql) {}

  /** null when there is no such run. */
  async status(runId: string): Promise<RunStatus | null> {
    const [row] = await this.sql.query<{ status: RunStatus }>(STATUS, [runId]);
    return row?.status ?? null;
  }

  /** Whether there is such a flow, not deleted. */
  async hasFlow(flowId: string): Promise<boolean> {
    return (await this.sql.query(FLOW, [flowId])).length > 0;
  }
}
