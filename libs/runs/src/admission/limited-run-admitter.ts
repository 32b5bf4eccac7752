import { Injectable } from '@nestjs/common';
import { GroupCommit, Sql, type SqlRunner, type Statement } from '@app/database';
import { RunWaker } from '@app/temporal';
import { RunCanceller } from '../cancel/run-canceller.js';
import { type Admission, type Admitted, GROUPS } from './admission.js';
import { admitRuns } from './admit-statement.js';
import { atLimit, fullKeys, type KeyLimit, REPLACED, tooOldRuns } from './key-limits.js';
import { oneByOneIfRefused } from './one-by-one.js';

/** Those who look how many runs a key has, and insert one, do so one after the other. */
const LOCK: Statement = {
  name: 'runs.limit.lock',
  text: `
select pg_advisory_xact_lock(hash) from (
  select distinct hashtextextended(key, 0) as hash from unnest($1::text[]) as k (key) order by hash
) locks`,
};

/** A run that was inserted, and those whose workflows must hear that older ones are to stop. */
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

  /** Whether keys are full, without a lock: most of those that are refused are refused by it, many at a time. */
  private readonly looks = new GroupCommit<Admission, boolean>({
    maxItems: GROUPS.maxItems,
    commit: async (admissions) => {
      const full = new Set(await fullKeys(this.sql, admissions.map(limitOf)));
      return admissions.map((_, ord) => full.has(ord));
    },
  });

  constructor(
    private readonly sql: Sql,
    private readonly canceller: RunCanceller,
    private readonly waker: RunWaker,
  ) {}

  /** null when the head is out of date: nothing was inserted. @throws AppError CONCURRENCY_LIMIT */
  async admit(admission: Admission): Promise<Admitted | null> {
    if (refuses(admission) && (await this.looks.submit(admission))) throw atLimit(limitOf(admission));
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
      full.has(each)
        ? atLimit(limitOf(each))
        : { admitted: results.get(each) ?? null, stopping: stopping.get(each) ?? [] },
    );
  }

  private async full(sql: SqlRunner, admissions: readonly Admission[]): Promise<ReadonlySet<Admission>> {
    const asked = admissions.filter(refuses);
    if (asked.length === 0) return new Set();
    const full = await fullKeys(sql, asked.map(limitOf));
    return new Set(full.map((ord) => asked[ord] as Admission));
  }

  /** Ends the oldest ones that nobody has begun, and asks the others to stop. @returns who must hear of it, by what they give way to */
  private async makeRoom(sql: SqlRunner, admitted: readonly Admission[]): Promise<Map<Admission, string[]>> {
    const newest = admitted.filter(({ terms }) => terms.concurrency?.onLimit === 'cancel_oldest');
    const stopping = new Map(newest.map((each): [Admission, string[]] => [each, []]));
    if (newest.length === 0) return stopping;
    for (const { ord, id } of await tooOldRuns(sql, newest.map(limitOf))) {
      const told = await this.canceller.ask(id, { by: 'system', message: REPLACED }, sql);
      stopping.get(newest[ord] as Admission)?.push(...(told ?? []));
    }
    return stopping;
  }
}

function refuses({ terms }: Admission): boolean {
  return terms.concurrency?.onLimit === 'reject';
}

function keyOf({ head, terms }: Admission): string {
  return `${head.flowId}:${terms.concurrency?.key}`;
}

function limitOf({ head, terms: { concurrency } }: Admission): KeyLimit {
  return { flowId: head.flowId, key: concurrency?.key ?? '', limit: concurrency?.limit ?? 0 };
}
