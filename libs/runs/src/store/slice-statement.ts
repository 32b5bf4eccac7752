/** SQL: where the steps of a slice begin behind their map's; null where it is none. */
export const sqlFirstOfSlice = (run: string): string => `((${run}.slice_index + 1)::bigint << 32)`;

/**
 * SQL: the slices that writes begin, as further parts of the statement that has `outside`. How many of a map
 * run at a time is a limit of concurrency like any other, with a key that is theirs.
 */
export const SQL_SLICES = `, new_slices as (
  select (o.data->'slice'->>'runId')::uuid as slice_id, (o.data->'slice'->>'index')::int as index,
    (o.data->'slice'->>'ordinal')::int as ordinal, (o.data->'slice'->>'atOnce')::int as at_once,
    o.organization_id, o.run_id, o.path, o.attempt, o.input, p.flow_id, p.flow_version_id, p.flow_version, p.flow_name, p.priority,
    p.retention, p.depth
  from outside o join runs p on p.id = o.run_id where o.type = 'slice.start'
), slices as (
  insert into runs (id, organization_id, flow_id, flow_version_id, flow_version, flow_name, trigger, input, temporal_workflow_id, seq,
    priority, concurrency_key, concurrency_limit, permit, retention,
    parent_run_id, parent_path, parent_attempt, parent_waits, depth, slice_of, slice_index, slice_ordinal)
  select slice_id, organization_id, flow_id, flow_version_id, flow_version, flow_name, 'slice', input, 'run-' || slice_id, 1,
    priority, 'slices of ' || run_id || '/' || path, at_once, 'asked', retention,
    run_id, path, attempt, true, depth, run_id, index, ordinal
  from new_slices
  returning id
), slices_created as (
  insert into run_events (organization_id, run_id, seq, at, type, data)
  select organization_id, slice_id, 1, now(), 'run.created',
    json_build_object('trigger', 'slice', 'by', null, 'flow_version', flow_version, 'parent_run_id', run_id, 'parent_path', path, 'slice', index)
  from new_slices
)`;
