import type { Statement } from '@app/database';

/**
 * SQL: whether an ended run may go: its permit was handed on, and none that is open is its child or its parent;
 * slices go before the run that they are of.
 * These are asked for run by run: as joins they would be read as a whole where there are many.
 */
const ALONE = `r.permit is null
    and (select true from runs c where c.parent_run_id = r.id and c.finished_at is null limit 1) is null
    and (select true from runs p where p.id = r.parent_run_id and p.finished_at is null) is null
    and (select true from runs c where c.slice_of = r.id limit 1) is null`;

/**
 * Deletes runs whose time is over, oldest first, with all that belongs to them: $1 at most, and no more
 * once they have $3 events together. $2: milliseconds for which runs are kept that have no time of their
 * own; null: for ever. Of a run of more than $4 events it gives the id only: it would take too long at once.
 *
 * One worker at a time does it, so that two do not wait for each other's runs.
 */
export const DELETE_EXPIRED: Statement = {
  name: 'runs.delete_expired',
  text: `
with turn as materialized (
  select pg_try_advisory_xact_lock(hashtextextended('millrace.run_retention', 0)) as mine
), own as (
  select r.id, r.seq from runs r
  where (select mine from turn) and r.retention is not null and r.finished_at is not null
    and r.finished_at at time zone 'UTC' + r.retention < now() at time zone 'UTC' and ${ALONE}
  order by r.finished_at at time zone 'UTC' + r.retention
  limit $1
  for update skip locked
), usual as (
  select r.id, r.seq from runs r
  where (select mine from turn) and r.retention is null and r.finished_at is not null
    and r.finished_at < now() - $2::float8 * interval '1 millisecond' and ${ALONE}
  order by r.finished_at
  limit $1
  for update skip locked
), due as (
  select * from own union all select * from usual
), few as (
  select id from (
    select id, sum(seq) over (order by id) - seq as before from due where seq <= $4
  ) d where before < $3
), deleted as (
  delete from runs r using few where r.id = few.id returning r.id
)
select id, true as deleted from deleted
union all
select id, false from due where seq > $4`,
};

/** Deletes up to $2 of the events and of the steps of a run that is to be deleted; gives how many there were. */
export const THIN: Statement = {
  name: 'runs.thin',
  text: `
with events as (
  delete from run_events
  where run_id = $1 and seq in (select seq from run_events where run_id = $1 order by seq limit $2)
  returning 1
), steps as (
  delete from run_steps
  where run_id = $1 and (path, attempt) in (select path, attempt from run_steps where run_id = $1 order by path, attempt limit $2)
  returning 1
)
select (select count(*)::int from events) + (select count(*)::int from steps) as thinned`,
};

/** From now on it counts as a small one. */
export const THINNED: Statement = {
  name: 'runs.thinned',
  text: `update runs set seq = 0 where id = $1 and finished_at is not null`,
};
