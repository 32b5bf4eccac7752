import type { Statement } from '@app/database';
import { RUN_QUEUED } from '../run/run.constants.js';
import { sqlMillis } from '../store/millis.js';

/**
 * Inserts runs with their first events, as far as the version that each is to be pinned to is still
 * the one that its flow names; gives the runs that were inserted, by `ord`.
 */
export const ADMIT_RUNS: Statement = {
  name: 'runs.admit',
  text: `
with asked as (
  select * from unnest($1::int[], $2::uuid[], $3::uuid[], $4::int[], $5::bool[], $6::json[], $7::text[], $8::text[])
    as a (ord, flow_id, version_id, version, named, input, trigger, by)
), admitted as materialized (
  select a.*, uuid_generate_v7() as id, f.organization_id, f.name
  from asked a join flows f on f.id = a.flow_id
  where f.deleted_at is null and f.status <> 'archived'
    and (a.named or coalesce(f.published_version, f.version) = a.version)
  order by a.ord
), inserted as (
  insert into runs (id, organization_id, flow_id, flow_version_id, flow_version, flow_name, trigger, input, temporal_workflow_id, seq)
  select id, organization_id, flow_id, version_id, version, name, trigger, input, 'run-' || id, 1 from admitted
  returning id
), events as (
  insert into run_events (organization_id, run_id, seq, at, type, data)
  select a.organization_id, a.id, 1, now(), 'run.created', json_build_object('trigger', a.trigger, 'by', a.by, 'flow_version', a.version)
  from admitted a
), notified as (
  select pg_notify('${RUN_QUEUED}', '') from inserted limit 1
)
select ord, id, name, ${sqlMillis('now()')} as created_at, (select count(*) from notified) as notified from admitted`,
};
