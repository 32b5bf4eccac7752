import { Injectable } from '@nestjs/common';
import { Sql, type Statement } from '@app/database';

/** A node that waits for a foreign activity or workflow. */
export interface CallWaitView {
  readonly type: 'activity' | 'workflow';
  readonly path: string;
  /** Of the activity or workflow: its type. */
  readonly name: string;
  readonly taskQueue: string;
  /** Whether a worker has asked the queue for work of late; null: not known. */
  readonly polled: boolean | null;
  readonly since: Date;
}

const LIMIT = 100;
/** A worker that is not busy asks again after a minute. */
const POLLED_WITHIN = `interval '90 seconds'`;
/** What was seen longer ago says nothing: no worker of Millrace, or no Temporal, is there to look. */
const KNOWN_FOR = `interval '1 minute'`;

const WAITS: Statement = {
  name: 'call_waits.of',
  text: `
select s.type, s.path, s.name, s.task_queue as "taskQueue", s.started_at as since,
  case when q.checked_at > now() - ${KNOWN_FOR}
    then coalesce(q.last_polled_at > q.checked_at - ${POLLED_WITHIN}, false) end as polled
from (
  select organization_id, type, path, started_at, input->>'name' as name, input->>'task_queue' as task_queue
  from run_steps
  where run_id = $1 and type in ('activity', 'workflow') and status = 'running'
  order by path limit ${LIMIT}
) s
left join task_queues q on q.organization_id = s.organization_id and q.kind = s.type and q.name = s.task_queue
order by s.path`,
};

/** What runs wait for that is called by them. */
@Injectable()
export class CallWaitsRepository {
  constructor(private readonly sql: Sql) {}

  /** By path; 100 at most. */
  waits(runId: string): Promise<CallWaitView[]> {
    return this.sql.query<CallWaitView & object>(WAITS, [runId]);
  }
}
