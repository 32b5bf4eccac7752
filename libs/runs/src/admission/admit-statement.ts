import type { SqlRunner, Statement } from '@app/database';
import { RUN_QUEUED } from '../run/run.constants.js';
import { type Cell, Columns } from '../store/columns.js';
import { sqlMillis } from '../store/millis.js';
import type { Admission, Admitted } from './admission.js';
import { isPlain } from './run-terms.js';

const WIDTH = 8;
const WIDTH_WITH_TERMS = 14;

/** What the columns of a run's terms are; its workflow goes before them. */
const WITH_TERMS = `case when not express then 'run-' || id end, priority, labels, key, max_open,
    case when key is not null then 'asked' end, retention_ms * interval '1 millisecond', express`;

const LABELLED = `, labelled as (
  insert into run_labels (organization_id, run_id, name, value)
  select a.organization_id, a.id, l.name, l.value from admitted a cross join json_each_text(a.labels) as l (name, value)
)`;

/**
 * Inserts runs with their labels and first events, as far as the version that each is to be pinned
 * to is still the one that its flow names; gives the runs that were inserted, by `ord`.
 * @param terms whether any of them has terms of its own; a statement without them costs less
 */
const admitStatement = (terms: boolean): Statement => ({
  name: `runs.admit${terms ? '.terms' : ''}`,
  text: `
with asked as (
  select * from unnest($1::int[], $2::uuid[], $3::uuid[], $4::int[], $5::bool[], $6::json[], $7::text[], $8::text[]${
    terms ? ', $9::int2[], $10::json[], $11::text[], $12::int[], $13::float8[], $14::bool[]' : ''
  }) as a (ord, flow_id, version_id, version, named, input, trigger, by${
    terms ? ', priority, labels, key, max_open, retention_ms, express' : ''
  })
), admitted as materialized (
  select a.*, uuid_generate_v7() as id, f.organization_id, f.name
  from asked a join flows f on f.id = a.flow_id
  where f.deleted_at is null and f.status <> 'archived'
    and (a.named or coalesce(f.published_version, f.version) = a.version)
  order by a.ord
), inserted as (
  insert into runs (id, organization_id, flow_id, flow_version_id, flow_version, flow_name, trigger, input, seq, temporal_workflow_id${
    terms ? ', priority, labels, concurrency_key, concurrency_limit, permit, retention, express' : ''
  })
  select id, organization_id, flow_id, version_id, version, name, trigger, input, 1, ${terms ? WITH_TERMS : `'run-' || id`}
  from admitted
  returning express
)${terms ? LABELLED : ''}, events as (
  insert into run_events (organization_id, run_id, seq, at, type, data)
  select a.organization_id, a.id, 1, now(), 'run.created', json_build_object('trigger', a.trigger, 'by', a.by, 'flow_version', a.version)
  from admitted a
), notified as (
  select pg_notify('${RUN_QUEUED}', case when express then 'express' else 'standard' end) from (select distinct express from inserted) kinds
)
select ord, id, name, ${sqlMillis('now()')} as created_at, (select count(*) from notified) as notified from admitted`,
});

const PLAIN = admitStatement(false);
const TERMS = admitStatement(true);

/** Inserts runs in one statement; null for one whose head is out of date. */
export async function admitRuns(sql: SqlRunner, admissions: readonly Admission[]): Promise<(Admitted | null)[]> {
  const terms = admissions.some((admission) => !isPlain(admission.terms));
  const columns = new Columns(terms ? WIDTH_WITH_TERMS : WIDTH);
  admissions.forEach((admission, ord) => {
    columns.add([ord, ...valuesOf(admission), ...(terms ? termsOf(admission) : [])]);
  });
  const rows = await sql.query<Admitted & { ord: number }>(terms ? TERMS : PLAIN, columns.values);
  const byOrd = new Map(rows.map((row) => [row.ord, row]));
  return admissions.map((_, ord) => byOrd.get(ord) ?? null);
}

const valuesOf = ({ head, named, input, trigger, by }: Admission): Cell[] => [
  head.flowId,
  head.versionId,
  head.version,
  named,
  input,
  trigger,
  by,
];

function termsOf({ terms }: Admission): Cell[] {
  const { priority, labels, concurrency, retentionMs, express } = terms;
  return [priority, JSON.stringify(labels), concurrency?.key, concurrency?.limit, retentionMs, express];
}
