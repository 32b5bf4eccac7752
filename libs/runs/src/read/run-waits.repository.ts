import { Injectable } from '@nestjs/common';
import { Sql, type Statement } from '@app/database';
import type { ApprovalWaitView, EventWaitView } from './run-wait-view.js';

/** A run may wait for as much as it has nodes and items; a reader wants to know what holds it up. */
const LIMIT = 100;

const WAITS: Statement = {
  name: 'run_waits.of',
  text: `
(select 'event' as type, path, event, null::uuid as "approvalId", null as title, created_at as since
  from run_waits where run_id = $1 order by path limit ${LIMIT})
union all
(select 'approval', path, null, id, title, created_at
  from approvals where run_id = $1 and status = 'pending' order by path limit ${LIMIT})
limit ${LIMIT}`,
};

/** The events and people that runs wait for. */
@Injectable()
export class RunWaitsRepository {
  constructor(private readonly sql: Sql) {}

  /** Events first, each by path; 100 at most. */
  waits(runId: string): Promise<(EventWaitView | ApprovalWaitView)[]> {
    return this.sql.query<EventWaitView | ApprovalWaitView>(WAITS, [runId]);
  }
}
