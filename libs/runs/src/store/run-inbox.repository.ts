import { Injectable } from '@nestjs/common';
import { GroupCommit, Sql, type SqlRunner, type Statement } from '@app/database';
import { NO_KEYS, Vault } from '@app/encryption';
import { EVENTS_PAGE, type EventMessage, type InboxMessage } from '@app/engine';
import { RUN_INBOX } from '../run/run.constants.js';
import { SQL_ENDED } from '../run/run-status.js';
import { fromStored } from './masked.js';
import { jsonText } from './storable.js';

const UNTAKEN: Statement = {
  name: 'run_inbox.untaken',
  text: `
select run_id, id, kind, data, by from run_inbox
where run_id = any($1::uuid[]) and taken_at is null and kind <> 'event' order by n`,
};

const EVENTS: Statement = {
  name: 'run_inbox.events',
  text: `
select e.n::float8 as n, e.id, names.name, e.data->'payload' as payload, e.data->>'event_id' as "eventId",
  coalesce((e.data->>'broadcast')::bool, false) as broadcast
from unnest($2::text[]) as names (name) cross join lateral (
  select n, id, data from run_inbox
  where run_id = $1 and taken_at is null and kind = 'event' and data->>'name' = names.name and n > $3
  order by n limit ${EVENTS_PAGE}
) e
order by e.n limit ${EVENTS_PAGE}`,
};

/** The run's row is locked, so that no message is left to a run that ends at the same moment. */
const SEND: Statement = {
  name: 'run_inbox.send',
  text: `
with open as (
  select id, organization_id from runs where id = $1 and status not in (${SQL_ENDED}) for no key update
), sent as (
  insert into run_inbox (organization_id, run_id, kind, data, by, dedupe_key)
  select organization_id, id, $2, $3::json, $4, $5 from open
  on conflict (run_id, dedupe_key) where dedupe_key is not null do nothing
  returning run_id
)
select (select count(*)::int from open) as open,
  (select pg_notify('${RUN_INBOX}', run_id::text)::text from sent) as notified`,
};

/** Events are kept for nodes that come later, and for ever if none does: only what may be waited for counts, for an hour. */
const SQL_AWAITED = `(i.created_at > now() - interval '1 hour'
    and exists (select 1 from run_waits w where w.run_id = i.run_id and w.event = i.data->>'name'))`;

const WAITING: Statement = {
  name: 'run_inbox.waiting',
  text: `
select distinct run_id from (
  select i.run_id from run_inbox i join runs r on r.id = i.run_id
  where i.taken_at is null and (i.kind <> 'event' or ${SQL_AWAITED}) and i.created_at < now() - $1 * interval '1 millisecond' and r.status not in (${SQL_ENDED})
  order by i.created_at limit $2
) waiting`,
};

/** A message, before it has a row. */
export interface NewMessage {
  readonly kind: InboxMessage['kind'] | 'event';
  readonly data?: unknown;
  readonly by?: string | null;
  /** A second message to the run with the same key changes nothing. */
  readonly dedupeKey?: string;
}

/** Messages to runs. */
@Injectable()
export class RunInboxRepository {
  /** Runs that are taken over together are read together. */
  private readonly groups = new GroupCommit<string, InboxMessage[]>({
    maxItems: 100,
    maxInFlight: 2,
    commit: (runIds) => this.untakenOf(runIds),
  });

  constructor(
    private readonly sql: Sql,
    private readonly vault: Vault = NO_KEYS,
  ) {}

  /** What no driver has taken up yet, oldest first. */
  async untaken(runId: string): Promise<InboxMessage[]> {
    const messages = await this.groups.submit(runId);
    return messages.map((message) => fromStored.message(message, runId, this.vault));
  }

  /** Events of these names that no node has taken, oldest first, EVENTS_PAGE at most. */
  async events(runId: string, names: readonly string[], after: number): Promise<EventMessage[]> {
    const events = await this.sql.query<EventMessage & object>(EVENTS, [runId, names, after]);
    return events.map((event) => fromStored.event(event, this.vault));
  }

  /** Leaves a message and notifies. @returns false when the run has ended or does not exist */
  async send(
    runId: string,
    { kind, data, by = null, dedupeKey }: NewMessage,
    sql: SqlRunner = this.sql,
  ): Promise<boolean> {
    const [row] = await sql.query<{ open: number }>(SEND, [runId, kind, jsonText(data), by, dedupeKey]);
    return row?.open === 1;
  }

  /** Open runs with a message that has lain there for so long: their workflows were not woken. */
  async runsWaiting(olderThanMs: number, limit: number): Promise<string[]> {
    const rows = await this.sql.query<{ run_id: string }>(WAITING, [olderThanMs, limit]);
    return rows.map(({ run_id }) => run_id);
  }

  private async untakenOf(runIds: readonly string[]): Promise<InboxMessage[][]> {
    const rows = await this.sql.query<InboxMessage & { run_id: string }>(UNTAKEN, [runIds]);
    const byRun = Map.groupBy(rows, ({ run_id }) => run_id);
    return runIds.map((runId) => (byRun.get(runId) ?? []).map(({ run_id: _, ...message }) => message));
  }
}
