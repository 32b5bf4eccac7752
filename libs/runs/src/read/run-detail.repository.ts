import { Injectable } from '@nestjs/common';
import { Sql, type Statement } from '@app/database';
import { MASK, shown, sqlIsSealed } from '@app/encryption';
import type { PlacedStep, RunDetail, RunEventView, StepPage } from './run-detail.js';
import { LOG_LIMIT_BYTES, SQL_LOG_CUT } from '../run/run.constants.js';
import { SUMMARY_COLUMNS } from './run-row.js';
import { sqlStartedBy } from './run-slices.js';

/** A step's value that is longer is left out of lists. */
const MAX_VALUE_BYTES = 256 * 1024;
/** A page of steps ends early when its values come to this. */
const MAX_PAGE_BYTES = 8 * 1024 * 1024;

const RUN: Statement = {
  name: 'runs.detail',
  text: `
select ${SUMMARY_COLUMNS}, input, output,
  (select count(*)::int from (select from runs c where ${sqlStartedBy('$1')} and c.slice_of is null limit 1000) counted) as children
from runs where id = $1`,
};

const SEQ: Statement = { name: 'runs.seq', text: 'select seq from runs where id = $1' };

/** What slices of maps logged comes behind the run's own, as far as there is room. */
const LOG: Statement = {
  name: 'runs.log',
  text: `
select r.log || coalesce((
  select string_agg(case when so_far <= ${LOG_LIMIT_BYTES} then log end, '' order by parent_path, slice_index)
    || case when max(so_far) > ${LOG_LIMIT_BYTES} then ${SQL_LOG_CUT} else '' end
  from (
    select log, parent_path, slice_index,
      octet_length(r.log) + sum(octet_length(log)) over (order by parent_path, slice_index) as so_far
    from runs where slice_of = r.id and log <> ''
  ) slices
), '') as log
from runs r where id = $1`,
};

const EVENTS: Statement = {
  name: 'run_events.page',
  text: 'select seq, at, type, path, data from run_events where run_id = $1 and seq > $2 order by seq limit $3',
};

const fits = (column: string) => `coalesce(octet_length(${column}::text) <= ${MAX_VALUE_BYTES}, true)`;
/** What is masked is shown as such, however long. */
const valueOf = (column: string) =>
  `case when ${fits(column)} then ${column} when ${sqlIsSealed(column)} then '"${MASK}"'::json end as ${column}`;
const isLeftOut = (column: string) => `(not ${fits(column)} and not ${sqlIsSealed(column)})`;
const bytes = (column: string) => `least(coalesce(octet_length(${column}::text), 0), ${MAX_VALUE_BYTES})`;

const STEPS: Statement = {
  name: 'run_steps.page',
  text: `
select ordinal, slice_ordinal::float8 as "sliceOrdinal", path, attempt, node_id as "nodeId", type, status, error, started_at as "startedAt", finished_at as "finishedAt",
  ${valueOf('input')}, ${valueOf('output')}, ${isLeftOut('input')} or ${isLeftOut('output')} as truncated, remaining
from (
  select *, sum(${bytes('input')} + ${bytes('output')}) over in_order as so_far,
    row_number() over in_order as place, (count(*) over ())::int as remaining
  from (
    select * from run_steps where run_id = $1 and (ordinal, slice_ordinal, path, attempt) > ($2, $6::bigint, $3, $4)
    order by ordinal, slice_ordinal, path, attempt limit $5::int + 1
  ) page
  window in_order as (order by ordinal, slice_ordinal, path, attempt)
) s
where place <= $5 and (place = 1 or so_far <= ${MAX_PAGE_BYTES})
order by place`,
};

/** A step's place in the list of a run's steps. */
export type StepPosition = Pick<PlacedStep, 'ordinal' | 'sliceOrdinal' | 'path' | 'attempt'>;

const FIRST: StepPosition = { ordinal: 0, sliceOrdinal: 0, path: '', attempt: 0 };

/** What one run is made of. */
@Injectable()
export class RunDetailRepository {
  constructor(private readonly sql: Sql) {}

  async run(runId: string): Promise<RunDetail | null> {
    const [row] = await this.sql.query<RunDetail>(RUN, [runId]);
    return row === undefined ? null : { ...row, output: shown(row.output) };
  }

  /** In the order in which they began. Long values are left out, and said to be. */
  async steps(runId: string, perPage: number, after: StepPosition = FIRST): Promise<StepPage> {
    const values = [runId, after.ordinal, after.path, after.attempt, perPage, after.sliceOrdinal];
    const rows = await this.sql.query<PlacedStep & { remaining: number }>(STEPS, values);
    const steps = rows.map((row) => ({ ...row, input: shown(row.input), output: shown(row.output) }));
    return { steps, more: rows.length < (rows[0]?.remaining ?? 0) };
  }

  /** The number of the run's last event; null when there is no such run. */
  async seq(runId: string): Promise<number | null> {
    const [row] = await this.sql.query<{ seq: number }>(SEQ, [runId]);
    return row?.seq ?? null;
  }

  /** Up to `limit` events after the number `seq`. */
  events(runId: string, seq: number, limit: number): Promise<RunEventView[]> {
    return this.sql.query<RunEventView & object>(EVENTS, [runId, seq, limit]);
  }

  /** null when there is no such run. */
  async log(runId: string): Promise<string | null> {
    const [row] = await this.sql.query<{ log: string }>(LOG, [runId]);
    return row?.log ?? null;
  }
}
