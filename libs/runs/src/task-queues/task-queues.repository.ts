import { Injectable } from '@nestjs/common';
import { Sql, type Statement } from '@app/database';

/** A queue of foreign workers: of those that take on activities, or of those that take on workflows. */
export interface QueueName {
  readonly kind: 'activity' | 'workflow';
  readonly name: string;
}

/** A row, by its key. */
export interface QueueKey extends QueueName {
  readonly organizationId: string;
}

const WANT: Statement = {
  name: 'task_queues.want',
  text: `
insert into task_queues (organization_id, kind, name, wanted_at, claimed_at)
select distinct r.organization_id, q.kind, q.name, now(), 'epoch'::timestamptz
from runs r, unnest($2::text[], $3::text[]) as q (kind, name)
where r.id = $1
on conflict (organization_id, kind, name) do update set wanted_at = now()`,
};

const STILL_WANT: Statement = {
  name: 'task_queues.still_want',
  text: `
update task_queues q set wanted_at = now()
from (
  select distinct organization_id, type, input->>'task_queue' as name
  from run_steps where run_id = $1 and type in ('activity', 'workflow') and status = 'running'
) s
where q.organization_id = s.organization_id and q.kind = s.type and q.name = s.name`,
};

const CLAIM: Statement = {
  name: 'task_queues.claim',
  text: `
with due as (
  select organization_id, kind, name from task_queues
  where wanted_at > now() - interval '1 day' and claimed_at < now() - $2 * interval '1 millisecond'
  order by claimed_at
  limit $1
  for update skip locked
)
update task_queues q set claimed_at = now() from due
where q.organization_id = due.organization_id and q.kind = due.kind and q.name = due.name
returning q.organization_id as "organizationId", q.kind, q.name`,
};

const SEEN: Statement = {
  name: 'task_queues.seen',
  text: `
update task_queues set checked_at = now(), last_polled_at = greatest(last_polled_at, $4::timestamptz)
where organization_id = $1 and kind = $2 and name = $3`,
};

const FORGET: Statement = {
  name: 'task_queues.forget',
  text: `delete from task_queues where wanted_at < now() - interval '30 days'`,
};

/** The task queues that runs call, and when somebody last polled them. */
@Injectable()
export class TaskQueuesRepository {
  constructor(private readonly sql: Sql) {}

  /** The run calls these: they are to be looked at. */
  async want(runId: string, queues: readonly QueueName[]): Promise<void> {
    const [kinds, names] = [queues.map(({ kind }) => kind), queues.map(({ name }) => name)];
    await this.sql.query(WANT, [runId, kinds, names]);
  }

  /** What the run has called it still waits for. */
  async stillWant(runId: string): Promise<void> {
    await this.sql.query(STILL_WANT, [runId]);
  }

  /** Up to `limit` queues that nobody has looked at for `olderThanMs`; now they count as looked at. */
  claim(limit: number, olderThanMs: number): Promise<QueueKey[]> {
    return this.sql.query<QueueKey & object>(CLAIM, [limit, olderThanMs]);
  }

  /** It was looked at; `polledAt`: when somebody last polled it, null where nobody did within Temporal's memory. */
  async seen({ organizationId, kind, name }: QueueKey, polledAt: Date | null): Promise<void> {
    await this.sql.query(SEEN, [organizationId, kind, name, polledAt]);
  }

  /** Forgets those that nothing has called for a month. */
  async forget(): Promise<void> {
    await this.sql.query(FORGET);
  }
}
