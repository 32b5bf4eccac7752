import type { Statement } from '@app/database';
import { SQL_PERMIT_DUE } from '../run/run-permit.js';
import { RUN_FACTS, type TakenRow } from '../store/run-taker.js';
import { sqlTurn } from './run-turn.js';

/**
 * Which run goes next is decided here and with the permits, and nowhere else: by turn, which is priority and
 * age, among those without a limit and those that hold a permit. Rows that another dispatcher is claiming
 * are passed over. A claim whose time is over is made again: its process is gone.
 *
 * A claim takes the run over, too: most claimed runs are driven by the process that claimed them. Express runs
 * that are claimed together are a batch from then on.
 */
export const CLAIM: Statement = {
  name: 'runs.claim',
  text: `
with next as (
  select id from runs r
  where express = $5 and status = 'queued' and (permit is null or permit = 'held') and (claimed_until is null or claimed_until < now())
  order by ${sqlTurn('r')}, id
  limit $1
  for update skip locked
), claimed as (
  update runs r set epoch = r.epoch + 1,
    claimed_by = $2, claimed_until = now() + $3 * interval '1 millisecond', updated_at = now(),
    temporal_workflow_id = case when express then $4 else temporal_workflow_id end
  from next where r.id = next.id
  returning r.epoch, ${RUN_FACTS}, ${sqlTurn('r')} as turn
)
select c.*, p.due as "permitsDue"
from (select (select true from runs where ${SQL_PERMIT_DUE} order by permit, id limit 1) as due) p left join claimed c on true
order by c.turn, c.id`,
};

/** A claimed run; without one, the row says only whether permits are due. */
export type ClaimRow = (TakenRow | { readonly id: null }) & { readonly permitsDue: boolean };
