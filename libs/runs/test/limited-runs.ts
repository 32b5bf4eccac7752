import { setImmediate as turn } from 'node:timers/promises';
import { DEFAULT_ORGANIZATION_ID, type Sql, type SqlRunner } from '@app/database';
import { anEnd, aStore, aWrite } from './a-store.js';
import type { AFlow } from './runs-database.js';

/** A queued run of a flow with a limit. */
export interface LimitedRun {
  readonly key?: string;
  readonly limit?: number;
  readonly priority?: number;
  /** How long ago it came. */
  readonly age?: string;
}

/** Inserts queued runs as admission does, in this order. @returns their ids */
export async function limitedRuns(sql: SqlRunner, flow: AFlow, runs: readonly LimitedRun[]): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    {
      text: `
with asked as (
  select *, uuid_generate_v7() as id
  from unnest($4::text[], $5::int[], $6::int2[], $7::interval[]) with ordinality as a (key, max_open, priority, age, ord)
  order by ord
), inserted as (
  insert into runs (id, organization_id, flow_id, flow_version_id, flow_version, flow_name, seq,
    concurrency_key, concurrency_limit, permit, priority, created_at)
  select id, $1, $2, $3, 1, 'A flow', 1, key, max_open, 'asked', priority, now() - age from asked
)
select id from asked order by ord`,
    },
    [
      DEFAULT_ORGANIZATION_ID,
      flow.id,
      flow.versionId,
      runs.map(({ key = 'k' }) => key),
      runs.map(({ limit = 1 }) => limit),
      runs.map(({ priority = 3 }) => priority),
      runs.map(({ age = '0s' }) => age),
    ],
  );
  return rows.map(({ id }) => id);
}

/** The keys that have more runs claimed or open than the smallest of their limits. */
export function overLimit(sql: Sql): Promise<object[]> {
  return sql.query({
    text: `
select flow_id, concurrency_key, count(*) from runs
where concurrency_key is not null and finished_at is null and (claimed_by is not null or status <> 'queued')
group by flow_id, concurrency_key having count(*) > min(concurrency_limit)`,
  });
}

/** Carries a claimed run for some turns of the loop, and ends it. */
export async function carry(sql: Sql, runId: string, turns: number, { store } = aStore(sql)): Promise<void> {
  const epoch = (await store.take(runId))?.epoch ?? 0;
  await store.write(aWrite(runId, { epoch, run: { status: 'running', startedAt: Date.now() } }));
  for (let n = 0; n < turns; n += 1) await turn();
  await store.write(aWrite(runId, { epoch, events: [], run: anEnd() }));
}
