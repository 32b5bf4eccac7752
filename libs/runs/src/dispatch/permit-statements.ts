import type { Statement } from '@app/database';
import { SQL_PERMIT_DUE } from '../run/run-permit.js';
import { RUN_QUEUED } from '../run/run.constants.js';
import { sqlTurn } from './run-turn.js';

/** One dispatcher at a time hands permits on: what the next one counts is then what the one before committed. */
export const LOCK_PERMITS: Statement = {
  name: 'runs.permits.lock',
  text: `select pg_advisory_xact_lock(hashtextextended('millrace.run_permits', 0))`,
};

/**
 * Looks at the keys of runs that ask for a permit, and of runs that have ended with one, and gives
 * permits to the runs of these keys whose turn it is: in order, and each only while fewer hold one
 * than its own limit says. Each run is looked at once when it comes and once when it has ended,
 * however many wait.
 *
 * Of a key that has room for more than are given permits at once, the last one goes on asking.
 *
 * No row's lock is waited for. A run that somebody else has in hand is left for the next look, and so is
 * all of its key that brought us to it.
 */
export const HAND_ON: Statement = {
  name: 'runs.permits.hand_on',
  text: `
with due as (
  select id, flow_id, concurrency_key as key, finished_at is not null as ended
  from runs where ${SQL_PERMIT_DUE}
  order by permit, id limit $1
), keys as (
  select flow_id, key, 10 + 2 * count(*) as at_once from due group by flow_id, key
), line as (
  select w.id, k.flow_id, k.key, w.turn, row_number() over in_turn = k.at_once as last,
    held.n + row_number() over in_turn <= w.concurrency_limit as fits
  from keys k
  cross join lateral (
    select count(*) as n from runs h
    where h.flow_id = k.flow_id and h.concurrency_key = k.key and h.permit = 'held' and h.finished_at is null
  ) held
  cross join lateral (
    select w.id, w.concurrency_limit, ${sqlTurn('w')} as turn from runs w
    where w.flow_id = k.flow_id and w.concurrency_key = k.key
      and w.permit is not null and (w.permit = 'held') is false and w.finished_at is null
    order by ${sqlTurn('w')}, w.id limit k.at_once
  ) w
  window in_turn as (partition by k.flow_id, k.key order by w.turn, w.id)
), fitting as (
  select id, flow_id, key, case when last then 'asked' else 'held' end as permit from (
    select *, bool_and(fits) over (partition by flow_id, key order by turn, id) as in_order from line
  ) l where in_order
), wanted as (
  select id, flow_id, key, permit, true as fits, false as ended from fitting
  union all
  select id, flow_id, key, case when not ended then 'refused' end, false, ended from due
  where id not in (select id from fitting)
), locked as (
  select w.* from wanted w join runs r on r.id = w.id
  where r.permit is not null and (r.finished_at is not null) = w.ended
  for update of r skip locked
), missed as (
  select flow_id, key from fitting where id not in (select id from locked)
), handed as (
  update runs r set permit = l.permit, updated_at = now()
  from locked l
  where r.id = l.id and (l.fits or (l.flow_id, l.key) not in (select flow_id, key from missed))
  returning r.permit
)
select given, case when given > 0 or seen >= $1 then pg_notify('${RUN_QUEUED}', '')::text end as notified
from (select count(*)::int as seen, (count(*) filter (where permit = 'held'))::int as given from handed) h`,
};
