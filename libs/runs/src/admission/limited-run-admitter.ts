import { Injectable } from '@nestjs/common';
import { GroupCommit, Sql, type SqlRunner, type Statement } from '@app/database';
import { AppError } from '@app/errors';
import { RunWaker } from '@app/temporal';
import { RunCanceller } from '../cancel/run-canceller.js';
import { type Admission, type Admitted, GROUPS } from './admission.js';
import { admitRuns } from './admit-statement.js';
import { oneByOneIfRefused } from './one-by-one.js';

/** Those who look how many runs a key has, and insert one, do so one after the other. */
const LOCK: Statement = {
  name: 'runs.limit.lock',
  text: `
select pg_advisory_xact_lock(hash) from (
  select distinct hashtextextended(key, 0) as hash from unnest($1::text[]) as k (key) order by hash
) locks`,
};

/** Which of the keys have as many runs as they may that have not ended. */
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

/** The runs of the keys that have not ended, but for the youngest ones that may be open; so many at a time. */
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

const REPLACED = 'A newer run of the flow took its place.';

/** A run that was inserted, and the older ones whose workflows must hear that they are to stop. */
interface Placed {
  readonly admitted: Admitted | null;
  readonly stopping: readonly string[];
}

/**
 * Inserts runs that their key's limit decides on: they are refused where it is reached, or older ones
 * give way to them. It takes a few statements more than a run without such a limit.
 */
@Injectable()
export class LimitedRunAdmitter {
  private readonly groups = new GroupCommit<Admission, Placed>({
    ...GROUPS,
    key: keyOf,
    commit: (admissions) =>
      oneByOneIfRefused(admissions, (group) => this.sql.transaction((sql) => this.place(sql, group))),
  });

  constructor(
    private readonly sql: Sql,
    private readonly canceller: RunCanceller,
    private readonly waker: RunWaker,
  ) {}

  /** null when the head is out of date: nothing was inserted. @throws AppError CONCURRENCY_LIMIT */
  async admit(admission: Admission): Promise<Admitted | null> {
    const { admitted, stopping } = await this.groups.submit(admission);
    for (const runId of stopping) void this.waker.wake(runId);
    return admitted;
  }

  private async place(sql: SqlRunner, admissions: readonly Admission[]): Promise<readonly (Placed | Error)[]> {
    await sql.query(LOCK, [admissions.map(keyOf)]);
    const full = await this.full(sql, admissions);
    const rest = admissions.filter((admission) => !full.has(admission));
    const admitted = await admitRuns(sql, rest);
    const stopping = await this.makeRoom(
      sql,
      rest.filter((_, index) => admitted[index] !== null),
    );
    const results = new Map(rest.map((each, index) => [each, admitted[index] ?? null]));
    return admissions.map((each) =>
      full.has(each) ? atLimit(each) : { admitted: results.get(each) ?? null, stopping: stopping.get(each) ?? [] },
    );
  }

  private async full(sql: SqlRunner, admissions: readonly Admission[]): Promise<ReadonlySet<Admission>> {
    const asked = admissions.filter(({ terms }) => terms.concurrency?.onLimit === 'reject');
    if (asked.length === 0) return new Set();
    const rows = await sql.query<{ ord: number }>(FULL, limitsOf(asked));
    return new Set(rows.map(({ ord }) => asked[ord] as Admission));
  }

  /** Ends the oldest ones that nobody has begun, and asks the others to stop. @returns those asked, by what they give way to */
  private async makeRoom(sql: SqlRunner, admitted: readonly Admission[]): Promise<Map<Admission, string[]>> {
    const newest = admitted.filter(({ terms }) => terms.concurrency?.onLimit === 'cancel_oldest');
    const stopping = new Map(newest.map((each): [Admission, string[]] => [each, []]));
    if (newest.length === 0) return stopping;
    for (const { ord, id } of await sql.query<{ ord: number; id: string }>(TOO_OLD, limitsOf(newest))) {
      const asked = await this.canceller.ask(id, { by: 'system', message: REPLACED }, sql);
      if (asked === 'sent') stopping.get(newest[ord] as Admission)?.push(id);
    }
    return stopping;
  }
}

function keyOf({ head, terms }: Admission): string {
  return `${head.flowId}:${terms.concurrency?.key}`;
}

function limitsOf(admissions: readonly Admission[]): unknown[][] {
  return [
    admissions.map((_, ord) => ord),
    admissions.map(({ head }) => head.flowId),
    admissions.map(({ terms }) => terms.concurrency?.key),
    admissions.map(({ terms }) => terms.concurrency?.limit),
  ];
}

function atLimit({ terms: { concurrency } }: Admission): AppError {
  const message = `has ${concurrency?.limit} that have not ended for the key ${JSON.stringify(concurrency?.key)}`;
  return new AppError('CONCURRENCY_LIMIT', undefined, { details: [{ path: 'settings.concurrency.limit', message }] });
}
