import type { Statement } from '@app/database';
import { LOG_LIMIT_BYTES, SQL_LOG_CUT } from '../run/run.constants.js';
import { SQL_ENDED } from '../run/run-status.js';
import { OUTSIDE_TYPES, outsideHeld, outsideParts, SQL_STOPPED } from './outside-statement.js';
import { sqlFirstOfSlice } from './slice-statement.js';
import { SQL_END_NOTICES } from './end-notices.js';

const KEY_TYPES = ['int', 'uuid', 'int', 'int'];
const RUN_TYPES = ['text', 'float8', 'float8', 'json', 'int', 'json', 'jsonb', 'text'];
const EVENT_TYPES = ['uuid', 'int', 'float8', 'text', 'text', 'json'];
const STEP_TYPES = ['uuid', 'text', 'int', 'int', 'text', 'text', 'text', 'json', 'json', 'jsonb', 'float8', 'float8'];
const TAKEN_TYPES = ['uuid', 'uuid'];

/** How many columns the lists of parameters have, in the order in which a statement takes them. */
export const WIDTHS = {
  key: KEY_TYPES.length,
  run: RUN_TYPES.length,
  event: EVENT_TYPES.length,
  step: STEP_TYPES.length,
  taken: TAKEN_TYPES.length,
  outside: OUTSIDE_TYPES.length,
};

/** What the writes of a group have beside events and steps. A statement without it costs less. */
export interface WriteExtent {
  /** Any of the run's own columns. */
  readonly run: boolean;
  /** Messages of the inbox that were taken. */
  readonly taken: boolean;
  /** Anything beside the runs' own rows. */
  readonly outside: boolean;
}

const UPDATE_RUN = `
    status = coalesce(h.status, r.status),
    started_at = coalesce(r.started_at, to_timestamp(h.started_at / 1000)),
    finished_at = to_timestamp(h.finished_at / 1000),
    state = coalesce(h.state, r.state),
    state_version = coalesce(h.state_version, r.state_version),
    state_seq = case when h.state is null then r.state_seq else coalesce(h.seq, r.seq) end,
    output = coalesce(h.output, r.output),
    error = coalesce(h.error, r.error),
    log = case when h.log is null or octet_length(r.log) > ${LOG_LIMIT_BYTES} then r.log
      when octet_length(r.log) + octet_length(h.log) > ${LOG_LIMIT_BYTES} then r.log || h.log || ${SQL_LOG_CUT}
      else r.log || h.log end,`;

/**
 * The writes of many runs. Each counts only while its run's epoch is the writer's and the run has
 * not ended, looked at under the run's row lock (locks are taken in order of id, so that two
 * statements cannot wait for each other; and they let others insert rows that refer to the run, or a
 * parent that stops its child and that child, which ends, would). Gives the `ord` of the writes that counted.
 *
 * It cannot write twice: the events' numbers are their key.
 */
function writeRuns({ run, taken, outside }: WriteExtent): Statement {
  let last = 0;
  const unnest = (types: readonly string[]) =>
    `unnest(${types.map((type) => `$${(last += 1)}::${type}[]`).join(', ')})`;
  const text = `
with w as (
  select * from ${unnest(run ? [...KEY_TYPES, ...RUN_TYPES] : KEY_TYPES)}
    as w (ord, id, epoch, seq${run ? ', status, started_at, finished_at, state, state_version, output, error, log' : ''})
), ${outside ? 'locked' : 'held'} as (
  select w.*, r.organization_id, r.slice_of, r.slice_index, r.slice_ordinal${outside ? ', r.flow_id, r.depth, r.priority' : ''}
  from runs r join w on w.id = r.id
  where r.epoch = w.epoch and r.status not in (${SQL_ENDED})
  order by r.id
  for no key update of r
)${outside ? outsideHeld(unnest(OUTSIDE_TYPES)) : ''}, events as (
  insert into run_events (organization_id, run_id, seq, at, type, path, data)
  select h.organization_id, e.run_id, e.seq, to_timestamp(e.at / 1000), e.type, e.path, e.data
  from ${unnest(EVENT_TYPES)} as e (run_id, seq, at, type, path, data)
  join held h on h.id = e.run_id
), steps as (
  insert into run_steps as s
    (organization_id, run_id, path, attempt, ordinal, slice_ordinal, node_id, type, status, input, output, error, started_at, finished_at)
  select h.organization_id, coalesce(h.slice_of, h.id), n.path, n.attempt, coalesce(h.slice_ordinal, n.ordinal),
    coalesce(${sqlFirstOfSlice('h')} + n.ordinal, 0), n.node_id, n.type, n.status, n.input, n.output, n.error,
    to_timestamp(n.started_at / 1000), to_timestamp(n.finished_at / 1000)
  from ${unnest(STEP_TYPES)}
    as n (run_id, path, attempt, ordinal, node_id, type, status, input, output, error, started_at, finished_at)
  join held h on h.id = n.run_id
  on conflict (run_id, path, attempt) do update set
    status = excluded.status,
    input = coalesce(excluded.input, s.input),
    output = coalesce(excluded.output, s.output),
    error = coalesce(excluded.error, s.error),
    started_at = coalesce(excluded.started_at, s.started_at),
    finished_at = coalesce(excluded.finished_at, s.finished_at)
)${
    taken
      ? `, taken as (
  update run_inbox i set taken_at = now()
  from ${unnest(TAKEN_TYPES)} as t (run_id, id) join held h on h.id = t.run_id
  where i.run_id = t.run_id and i.id = t.id
)`
      : ''
  }${outside ? outsideParts() : ''}, written as (
  update runs r set
    seq = coalesce(h.seq, r.seq),${run ? UPDATE_RUN : ''}
    updated_at = now()
  from held h
  where r.id = h.id
  returning h.ord, r.id, r.finished_at, r.permit
)
select ord${run ? `, ${SQL_END_NOTICES}` : ''}${outside ? `, ${SQL_STOPPED}, (select count(told) from children_told) as told` : ''} from written${
    outside
      ? `
union all
select ord${run ? ', null, null' : ''}, null, null from locked where id in (select run_id from overtaken)`
      : ''
  }`;
  return { name: nameOf({ run, taken, outside }), text };
}

const nameOf = ({ run, taken, outside }: WriteExtent): string =>
  `runs.write${run ? '.run' : ''}${taken ? '.taken' : ''}${outside ? '.outside' : ''}`;

const made = new Map<string, Statement>();

/** The statement for writes of this extent. Its parameters: keys, runs, outside, events, steps, taken, as far as it has them. */
export function writeStatement(extent: WriteExtent): Statement {
  const name = nameOf(extent);
  const known = made.get(name);
  if (known !== undefined) return known;
  const statement = writeRuns(extent);
  made.set(name, statement);
  return statement;
}
