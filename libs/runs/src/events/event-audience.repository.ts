import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { DEFAULT_ORGANIZATION_ID, Sql, type SqlRunner, type Statement } from '@app/database';
import { RUN_INBOX } from '../run/run.constants.js';
import { SQL_ENDED } from '../run/run-status.js';
import type { KeptEvent } from './new-event.js';

const VERSION: Statement = { name: 'runs.version', text: 'select flow_version_id as id from runs where id = $1' };

const WAITING = `
  select w.run_id from run_waits w where w.organization_id = $1 and w.event = $2`;

const VERSIONS: Statement = {
  name: 'run_waits.versions',
  text: `select distinct flow_version_id as id from runs where id in (${WAITING})`,
};

const HOLD: Statement = {
  name: 'run_waits.hold',
  text: `
select id from runs where id in (${WAITING}) and status not in (${SQL_ENDED})
order by id for no key update`,
};

/** In a statement of its own, after the locks: it sees the waits as they are now, and they stay so until the commit. */
const PUBLISH: Statement = {
  name: 'run_inbox.publish',
  text: `
with waiting as (
  select r.id, r.organization_id, r.flow_version_id = any($4::uuid[]) as holds
  from runs r where r.id = any($3::uuid[]) and r.id in (${WAITING})
), sent as (
  insert into run_inbox (organization_id, run_id, kind, data, dedupe_key)
  select organization_id, id, 'event', $5::json, $6 from waiting where holds
  on conflict (run_id, dedupe_key) where dedupe_key is not null do nothing
  returning run_id
)
select w.id as "runId", case when not w.holds then 'refused' when s.run_id is null then 'duplicate' else 'sent' end as outcome,
  case when s.run_id is not null then pg_notify('${RUN_INBOX}', w.id::text)::text end as notified
from waiting w left join sent s on s.run_id = w.id`,
};

/** Runs whose versions are remembered: they never change. */
const REMEMBERED = 10_000;

/** What became of an event for a run that waits for its name. */
export interface PublishedToRun {
  readonly runId: string;
  /** `refused`: the payload does not hold what the run's version asks for. */
  readonly outcome: 'sent' | 'duplicate' | 'refused';
}

/** Who hears of events. */
@Injectable()
export class EventAudienceRepository {
  private readonly ofRuns = new LRUCache<string, string>({ max: REMEMBERED });

  constructor(private readonly sql: Sql) {}

  /** The flow version of a run, which may be gone by now; null when there is no such run. */
  async version(runId: string): Promise<string | null> {
    const known = this.ofRuns.get(runId);
    if (known !== undefined) return known;
    const [row] = await this.sql.query<{ id: string }>(VERSION, [runId]);
    if (row !== undefined) this.ofRuns.set(runId, row.id);
    return row?.id ?? null;
  }

  /** The flow versions of the runs that wait for events of this name. */
  async versions(name: string): Promise<string[]> {
    const rows = await this.sql.query<{ id: string }>(VERSIONS, [DEFAULT_ORGANIZATION_ID, name]);
    return rows.map(({ id }) => id);
  }

  /** Leaves the event to all runs of these versions that wait for its name, in one transaction. */
  publish(name: string, versions: readonly string[], event: KeptEvent): Promise<PublishedToRun[]> {
    return this.sql.transaction((sql) => publish(sql, name, versions, event));
  }
}

async function publish(
  sql: SqlRunner,
  name: string,
  versions: readonly string[],
  { data, dedupeKey }: KeptEvent,
): Promise<PublishedToRun[]> {
  const held = await sql.query<{ id: string }>(HOLD, [DEFAULT_ORGANIZATION_ID, name]);
  if (held.length === 0) return [];
  const runs = held.map(({ id }) => id);
  const values = [DEFAULT_ORGANIZATION_ID, name, runs, versions, data, dedupeKey];
  return sql.query<PublishedToRun & object>(PUBLISH, values);
}
