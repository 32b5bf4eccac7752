import { Injectable } from '@nestjs/common';
import { GroupCommit, Sql, type SqlRunner, type Statement } from '@app/database';
import { oneByOneIfRefused } from '../admission/one-by-one.js';
import { Columns } from '../store/columns.js';
import { RUN_INBOX } from '../run/run.constants.js';
import { SQL_ENDED } from '../run/run-status.js';
import type { KeptEvent } from './new-event.js';

/**
 * The runs' rows are locked, so that no event is left to a run that ends at the same moment, and
 * so that the numbers of a run's events are in the order in which they are committed: who has
 * read up to one number never misses a lower one.
 */
const SEND: Statement = {
  name: 'run_inbox.send_events',
  text: `
with asked as (
  select * from unnest($1::int[], $2::uuid[], $3::json[], $4::text[]) as a (ord, run_id, data, dedupe_key)
), open as (
  select id, organization_id from runs where id = any($2::uuid[]) and status not in (${SQL_ENDED}) order by id for no key update
), fresh as materialized (
  select a.*, uuid_generate_v7() as id, o.organization_id from asked a join open o on o.id = a.run_id
), sent as (
  insert into run_inbox (id, organization_id, run_id, kind, data, dedupe_key)
  select id, organization_id, run_id, 'event', data, dedupe_key from fresh order by ord
  on conflict (run_id, dedupe_key) where dedupe_key is not null do nothing
  returning id, run_id
), notified as (
  select pg_notify('${RUN_INBOX}', run_id::text) from (select distinct run_id from sent) runs
)
select f.ord, s.id is not null as fresh, (select count(*) from notified) as notified from fresh f left join sent s on s.id = f.id`,
};

const WAITING: Statement = {
  name: 'run_waits.among',
  text: `
select distinct w.run_id from unnest($1::uuid[], $2::text[]) as a (run_id, event)
join run_waits w on w.run_id = a.run_id and w.event = a.event`,
};

/** An event for a run. */
export interface EventForRun {
  readonly runId: string;
  readonly name: string;
  readonly event: KeptEvent;
}

/** What became of an event for a run. */
export interface SentEvent {
  /** False: there was one with the same id before. */
  readonly fresh: boolean;
  /** Whether a node of the run waits for its name, so that its workflow should hear of it. */
  readonly awaited: boolean;
}

/** Leaves events in the inboxes of runs; those that are sent at the same time in one statement. */
@Injectable()
export class EventInboxRepository {
  private readonly groups = new GroupCommit<EventForRun, SentEvent | null>({
    maxItems: 500,
    maxWeight: 4 * 1024 * 1024,
    maxInFlight: 2,
    weight: ({ event }) => event.data.length,
    commit: (events) => oneByOneIfRefused(events, (group) => sendAll(this.sql, group)),
  });

  constructor(private readonly sql: Sql) {}

  /** Resolves after the commit; to null when the run has ended or does not exist. */
  send(event: EventForRun): Promise<SentEvent | null> {
    return this.groups.submit(event);
  }
}

async function sendAll(sql: SqlRunner, group: readonly EventForRun[]): Promise<(SentEvent | null)[]> {
  const columns = new Columns(4);
  group.forEach(({ runId, event }, ord) => columns.add([ord, runId, event.data, event.dedupeKey]));
  const rows = await sql.query<{ ord: number; fresh: boolean }>(SEND, columns.values);
  const awaited = await runsWaiting(sql, group);
  const byOrd = new Map(rows.map(({ ord, fresh }) => [ord, fresh]));
  return group.map(({ runId }, ord) => {
    const fresh = byOrd.get(ord);
    return fresh === undefined ? null : { fresh, awaited: awaited.has(runId) };
  });
}

/** Asked only now: a node that began to wait while the event was sent is seen. */
async function runsWaiting(sql: SqlRunner, group: readonly EventForRun[]): Promise<ReadonlySet<string>> {
  const pairs = new Columns(2);
  for (const { runId, name } of group) pairs.add([runId, name]);
  const rows = await sql.query<{ run_id: string }>(WAITING, pairs.values);
  return new Set(rows.map(({ run_id }) => run_id));
}
