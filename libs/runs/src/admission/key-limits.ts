import type { SqlRunner, Statement } from '@app/database';
import { AppError } from '@app/errors';

/** How many runs of a flow with the same key may be open. */
export interface KeyLimit {
  readonly flowId: string;
  readonly key: string;
  readonly limit: number;
}

const FULL: Statement = {
  name: 'runs.limit.full',
  text: `
select a.ord from unnest($1::int[], $2::uuid[], $3::text[], $4::int[]) as a (ord, flow_id, key, max_open)
where a.max_open <= (
  select count(*) from (
    select from runs r
    where r.flow_id = a.flow_id and r.concurrency_key = a.key and r.permit is not null and r.finished_at is null
    limit a.max_open
  ) unfinished
)`,
};

const TOO_OLD: Statement = {
  name: 'runs.limit.too_old',
  text: `
select a.ord, r.id from unnest($1::int[], $2::uuid[], $3::text[], $4::int[]) as a (ord, flow_id, key, max_open)
cross join lateral (
  select r.id from runs r
  where r.flow_id = a.flow_id and r.concurrency_key = a.key and r.permit is not null and r.finished_at is null
  order by r.id desc offset a.max_open limit 1000
) r
order by r.id`,
};

/** What is said of a run that gives way to another. */
export const REPLACED = 'A newer run of the flow took its place.';

/** Which of these have as many runs as they may that have not ended, by their places in the list. */
export async function fullKeys(sql: SqlRunner, limits: readonly KeyLimit[]): Promise<number[]> {
  const rows = await sql.query<{ ord: number }>(FULL, columns(limits));
  return rows.map(({ ord }) => ord);
}

/** The runs of these that have not ended, but for the youngest ones that may be open; a thousand of each at a time. */
export function tooOldRuns(sql: SqlRunner, limits: readonly KeyLimit[]): Promise<{ ord: number; id: string }[]> {
  return sql.query<{ ord: number; id: string }>(TOO_OLD, columns(limits));
}

/** The refusal of one more run. */
export function atLimit({ key, limit }: KeyLimit): AppError {
  const message = `has ${limit} that have not ended for the key ${JSON.stringify(key)}`;
  return new AppError('CONCURRENCY_LIMIT', undefined, { details: [{ path: 'settings.concurrency.limit', message }] });
}

function columns(limits: readonly KeyLimit[]): unknown[][] {
  return [
    limits.map((_, ord) => ord),
    limits.map(({ flowId }) => flowId),
    limits.map(({ key }) => key),
    limits.map(({ limit }) => limit),
  ];
}
