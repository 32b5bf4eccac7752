import { SQL_SLICES } from './slice-statement.js';
import { RUN_INBOX, RUN_QUEUED } from '../run/run.constants.js';
import { SQL_ENDED } from '../run/run-status.js';

/** The column types of OutsideWrites: run, type, path, attempt, what else it has, and the input of a child. */
export const OUTSIDE_TYPES = ['uuid', 'text', 'text', 'int', 'json', 'json'];

/** SQL: the children of a `written` run that it asked to stop. */
export const SQL_STOPPED = `array(
    select s.run_id from children_cancelled s join runs c on c.id = s.run_id where c.parent_run_id = written.id
  ) as stopped`;

/**
 * SQL: of the writes that hold their runs (`locked`), those that go through, as `held`. A write that takes a task's
 * time for over, while the one who decided it was a little faster, does not: its run has a message that it has not read.
 * @param columns the parameters as a row source
 */
export function outsideHeld(columns: string): string {
  return `, asked as (
  select * from ${columns} as o (run_id, type, path, attempt, data, input)
), closing as (
  select a.run_id, a.status from approvals a
  join asked o on a.run_id = o.run_id and a.path = o.path and a.attempt = o.attempt join locked l on l.id = a.run_id
  where o.type = 'approval.close' and o.data->>'status' = 'timed_out'
  for update of a
), overtaken as (
  select run_id from closing where status <> 'pending'
), held as (
  select * from locked where id not in (select run_id from overtaken)
)`;
}

/** SQL: what writes do beside the runs' own rows, as further parts of the statement that has `asked` and `held`. */
export function outsideParts(): string {
  return `, outside as (
  select h.organization_id, h.flow_id, h.depth, h.priority, o.* from asked o join held h on h.id = o.run_id
), waits_opened as (
  insert into run_waits (organization_id, run_id, path, attempt, event)
  select organization_id, run_id, path, attempt, data->>'event' from outside where type = 'wait.open'
), waits_closed as (
  delete from run_waits w using outside o
  where o.type = 'wait.close' and w.run_id = o.run_id and w.path = o.path and w.attempt = o.attempt
), approvals_opened as (
  insert into approvals (organization_id, run_id, flow_id, path, attempt, node_id, title, description, assignees, quorum,
    form_schema, allow_self, deadline, masked)
  select organization_id, run_id, flow_id, path, attempt, regexp_replace(path, '^.*\\.', ''), data->'task'->>'title',
    data->'task'->>'description', (data->'task'->'assignees')::jsonb, (data->'task'->>'quorum')::int,
    nullif((data->'task'->'formSchema')::text, 'null')::json, (data->'task'->>'allowSelf')::bool,
    to_timestamp((data->>'deadline')::float8 / 1000), coalesce((data->>'mask')::bool, false)
  from outside where type = 'approval.open'
), approvals_closed as (
  update approvals a set status = o.data->>'status', decided_at = now(), updated_at = now()
  from outside o
  where o.type = 'approval.close' and a.run_id = o.run_id and a.path = o.path and a.attempt = o.attempt and a.status = 'pending'
), new_children as (
  select o.*, (data->'child'->>'runId')::uuid as child_id, v.id as version_id, v.version, v.flow_id as child_flow_id, f.name,
    coalesce(data->'child'->'terms', '{}') as terms, coalesce((data->'child'->'terms'->>'express')::bool, false) as express
  from outside o
  join flow_versions v on v.id = (data->'child'->>'flowVersionId')::uuid join flows f on f.id = v.flow_id
  where o.type = 'child.start'
), children as (
  insert into runs (id, organization_id, flow_id, flow_version_id, flow_version, flow_name, trigger, input, temporal_workflow_id, seq,
    priority, labels, concurrency_key, concurrency_limit, permit, retention,
    parent_run_id, parent_path, parent_attempt, parent_waits, depth, express)
  select child_id, organization_id, child_flow_id, version_id, version, name, 'subflow', input,
    case when not express then 'run-' || child_id end, 1,
    coalesce((terms->>'priority')::int, priority), coalesce((terms->'labels')::jsonb, '{}'), terms->>'key', (terms->>'max_open')::int,
    case when terms->>'key' is not null then 'asked' end, (terms->>'retention_ms')::float8 * interval '1 millisecond',
    run_id, path, attempt, (data->'child'->>'wait')::bool, depth + 1, express
  from new_children
  returning id
), children_labelled as (
  insert into run_labels (organization_id, run_id, name, value)
  select organization_id, child_id, l.name, l.value
  from new_children cross join json_each_text(coalesce(terms->'labels', '{}')) as l (name, value)
), children_created as (
  insert into run_events (organization_id, run_id, seq, at, type, data)
  select organization_id, child_id, 1, now(), 'run.created',
    json_build_object('trigger', 'subflow', 'by', null, 'flow_version', version, 'parent_run_id', run_id, 'parent_path', path)
  from new_children
), children_cancelled as (
  insert into run_inbox (organization_id, run_id, kind, by, dedupe_key)
  select c.organization_id, c.id, 'cancel', 'parent', 'cancel:parent'
  from outside o join runs c on c.parent_run_id = o.run_id and c.parent_path = o.path and c.parent_attempt = o.attempt
  where o.type = 'child.cancel' and c.parent_waits and c.status not in (${SQL_ENDED})
  on conflict (run_id, dedupe_key) where dedupe_key is not null do nothing
  returning run_id
)${SQL_SLICES}, children_told as (
  select pg_notify('${RUN_QUEUED}', '')::text as told from (select 1 from children union all select 1 from slices limit 1) c
  union all
  select pg_notify('${RUN_INBOX}', run_id::text)::text from children_cancelled
)`;
}
