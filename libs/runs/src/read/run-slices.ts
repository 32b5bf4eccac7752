/**
 * SQL: whether a run was started by that run, itself or by a slice of one of its maps. Its slices
 * are among them.
 */
export const sqlStartedBy = (runId: string): string =>
  `parent_run_id = any(array(select ${runId}::uuid union all select s.id from runs s where s.slice_of = ${runId}::uuid))`;

/** SQL: the run that one of `runs` was started by; where a slice did so, the run that it is of. */
export const SQL_STARTED_BY = `case when parent_run_id is not null then
  coalesce((select s.slice_of from runs s where s.id = runs.parent_run_id), parent_run_id) end`;
