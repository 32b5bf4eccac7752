import { Injectable } from '@nestjs/common';
import { GroupCommit, Sql, type Statement } from '@app/database';
import type { RunStatus } from '../run/run-status.js';
import { byIds } from './by-ids.js';

const status = byIds('runs.status', (match) => `select id, status from runs where id ${match}`);

const FLOW: Statement = { name: 'flows.there', text: 'select 1 from flows where id = $1 and deleted_at is null' };

/** How far runs are, and whether there is what they are asked by. */
@Injectable()
export class RunStatusRepository {
  /** Many who wait for runs ask at the same time. */
  private readonly groups = new GroupCommit<string, RunStatus | null>({
    maxItems: 200,
    maxInFlight: 4,
    commit: async (ids) => {
      const rows = await this.sql.query<{ id: string; status: RunStatus }>(...status(ids));
      const byId = new Map(rows.map(({ id, status }) => [id, status]));
      return ids.map((id) => byId.get(id) ?? null);
    },
  });

  constructor(private readonly sql: Sql) {}

  /** null when there is no such run. */
  status(runId: string): Promise<RunStatus | null> {
    return this.groups.submit(runId);
  }

  /** Whether there is such a flow, not deleted. */
  async hasFlow(flowId: string): Promise<boolean> {
    return (await this.sql.query(FLOW, [flowId])).length > 0;
  }
}
