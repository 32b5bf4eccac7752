import type { SqlRunner, Statement } from '@app/database';
import { RUN_QUEUED } from '../run/run.constants.js';
import { Columns } from '../store/columns.js';
import { sqlMillis } from '../store/millis.js';
import type { Admission, Admitted } from './admission.js';

const WIDTH = 14;

/**
 * Inserts runs with their labels and first events, as far as the version that each is to be pinned
 * to is still the one that its flow names; gives the runs that were inserted, by `ord`.
 */
const ADMIT_RUNS: Statement = {
  name: 'runs.admit',
  text: `
with asked as (
  select * from unnest($1::int[], $2::uuid[], $3::uuid[], $4::int[], $5::bool[], $6::json[], $7::text[], $8::text[],
      $9::int2[], $10::json[], $11::text[], $12::int[], $13::float8[], $14::bool[])
    as a (ord, flow_id, version_id, version, named, input, trigger, by, priority, labels, key, max_open, retention_ms, express)
), admitted as materialized (
  select a.*, uuid_generate_v7() as id, f.organization_id, f.name
  from asked a join flows f on f.id = a.flow_id
  where f.deleted_at is null and f.status <> 'archived'
    and (a.named or coalesce(f.published_version, f.version) = a.version)
  order by a.ord
), inserted as (
  insert into runs (id, organization_id, flow_id, flow_version_id, flow_version, flow_name, trigger, input, temporal_workflow_id, seq,
    priority, labels, concurrency_key, concurrency_limit, permit, retention, express)
  select id, organization_id, flow_id, version_id, version, name, trigger, input, case when not express then 'run-' || id end, 1,
    priority, labels, key, max_open, case when key is not null then 'asked' end, retention_ms * interval '1 millisecond', express
  from admitted
  returning express
), labelled as (
  insert into run_labels (organization_id, run_id, name, value)
  select a.organization_id, a.id, l.name, l.value from admitted a cross join json_each_text(a.labels) as l (name, value)
), events as (
  insert into run_events (organization_id, run_id, seq, at, type, data)
  select a.organization_id, a.id, 1, now(), 'run.created', json_build_object('trigger', a.trigger, 'by', a.by, 'flow_version', a.version)
  from admitted a
), notified as (
  select pg_notify('${RUN_QUEUED}', case when express then 'express' else 'standard' end) from (select distinct express from inserted) kinds
)
select ord, id, name, ${sqlMillis('now()')} as created_at, (select count(*) from notified) as notified from admitted`,
};

/** Inserts runs in one statement; null for one whose head is out of date. */
export async function admitRuns(sql: SqlRunner, admissions: readonly Admission[]): Promise<(Admitted | null)[]> {
  const columns = new Columns(WIDTH);
  admissions.forEach((admission, ord) => columns.add([ord, ...valuesOf(admission)]));
  const rows = await sql.query<Admitted & { ord: number }>(ADMIT_RUNS, columns.values);
  const byOrd = new Map(rows.map((row) => [row.ord, row]));
  return admissions.map((_, ord) => byOrd.get(ord) ?? null);
}

function valuesOf({ head, named, input, trigger, by, terms }: Admission): unknown[] {
  const { priority, labels, concurrency, retentionMs, express } = terms;
  const run = [head.flowId, head.versionId, head.version, named, input, trigger, by];
  return [...run, priority, JSON.stringify(labels), concurrency?.key, concurrency?.limit, retentionMs, express];
}
