import { describe, expect, it, onTestFinished } from 'vitest';
import { Notifications } from '@app/database';
import { aStore } from '../../test/a-store.js';
import { carry, type LimitedRun, limitedRuns, overLimit } from '../../test/limited-runs.js';
import { aFlow, aRun, runsDatabase } from '../../test/runs-database.js';
import { RunEndRepository } from '../end/run-end.repository.js';
import { RUN_QUEUED } from '../run/run.constants.js';
import { CLAIM } from './claim-statement.js';
import { HAND_ON, LOCK_PERMITS } from './permit-statements.js';

async function scene() {
  const database = await runsDatabase();
  const { sql } = database;
  const flow = await aFlow(sql);
  const { claims } = aStore(sql);
  const claim = async (limit = 100, leaseMs = 60_000) =>
    (await claims.claimQueued(limit, 'w', leaseMs)).map(({ runId }) => runId);
  const ends = new RunEndRepository(sql);
  const cancel = (id: string) => ends.end(id, { status: 'cancelled', error: { code: 'RUN_CANCELLED', message: '' } });
  const permits = () => sql.query({ text: 'select id, permit from runs order by id' });
  return {
    ...database,
    flow,
    claims,
    claim,
    cancel,
    permits,
    insert: (runs: LimitedRun[]) => limitedRuns(sql, flow, runs),
  };
}

/** How many rows the plan's nodes read at most. */
const mostRows = (plan: string): number =>
  Math.max(
    ...[...plan.matchAll(/(?:Index Scan|Index Only Scan|Seq Scan).*actual time=\S+ rows=(\d+)/g)].map(([, n]) =>
      Number(n),
    ),
  );

describe('runs of a key with a limit', () => {
  it('are claimed as far as there is room, in order, and the next one when one has ended', async () => {
    const { sql, claim, insert } = await scene();
    const runs = await insert(Array.from({ length: 5 }, () => ({ limit: 2 })));
    expect(await claim()).toEqual(runs.slice(0, 2));
    expect(await claim()).toEqual([]);
    await carry(sql, runs[1] as string, 0);
    expect(await claim()).toEqual([runs[2]]);
    expect(await claim()).toEqual([]);
  });

  it('do not stand in the way of other keys, other flows and runs without a limit', async () => {
    const { sql, flow, claim, insert } = await scene();
    const other = await aFlow(sql);
    const [first, , otherKey] = await insert([{}, {}, { key: 'other' }]);
    const [otherFlow] = await limitedRuns(sql, other, [{}]);
    const free = await aRun(sql, flow);
    expect(new Set(await claim())).toEqual(new Set([first, otherKey, otherFlow, free]));
  });

  it('are never more than the limit, whatever many dispatchers do at once, and all have their turn', async () => {
    const { sql, insert } = await scene();
    const KEYS = [
      { key: 'one', limit: 1 },
      { key: 'two', limit: 2 },
      { key: 'five', limit: 5 },
    ];
    const coming = Array.from({ length: 150 }, (_, n) => KEYS[n % 3] as LimitedRun);
    const started = new Map<string, number>();
    let ended = 0;
    const breaches: object[] = [];
    const dispatcher = async (worker: number): Promise<void> => {
      const own = aStore(sql);
      while (ended < coming.length) {
        const claimed = await own.claims.claimQueued(1 + (worker % 4), `w${worker}`, 60_000);
        breaches.push(...(await overLimit(sql)));
        for (const { runId } of claimed) started.set(runId, (started.get(runId) ?? 0) + 1);
        await Promise.all(
          claimed.map(({ runId }, n) => carry(sql, runId, (worker + n) % 7, own).then(() => (ended += 1))),
        );
      }
    };
    const arrivals = async (): Promise<void> => {
      for (let n = 0; n < coming.length; n += 10) await insert(coming.slice(n, n + 10));
    };
    await Promise.all([arrivals(), ...Array.from({ length: 12 }, (_, worker) => dispatcher(worker))]);
    expect(breaches).toEqual([]);
    expect([...started.values()].filter((times) => times !== 1)).toEqual([]);
    expect(started.size).toBe(coming.length);
    await aStore(sql).claims.claimQueued(1, 'last', 1);
    expect(await sql.query({ text: `select 1 from runs where permit is not null or status <> 'success'` })).toEqual([]);
  });

  it('are counted after what another dispatcher that is giving permits has committed', async () => {
    const { sql, claim, insert } = await scene();
    const [first] = await insert([{}]);
    const waiting = `select 1 from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`;
    let claiming: Promise<string[]> | undefined;
    await sql.transaction(async (other) => {
      await other.query(LOCK_PERMITS);
      await other.query(HAND_ON, [500]);
      await insert([{ priority: 1 }]);
      let claimed = false;
      claiming = claim().finally(() => (claimed = true));
      await expect.poll(async () => claimed || (await sql.query({ text: waiting })).length > 0).toBe(true);
    });
    await claiming;
    expect(await sql.query({ text: `select id from runs where permit = 'held'` })).toEqual([{ id: first }]);
  });

  it('go by turn: by priority and age', async () => {
    const { sql, claim, insert } = await scene();
    const runs = await insert([{}, { priority: 5 }, { priority: 4 }, { priority: 1 }, { priority: 5, age: '2h' }]);
    const order: string[] = [];
    for (let claimed = await claim(); claimed.length > 0; claimed = await claim()) {
      order.push(...claimed);
      for (const id of claimed) await carry(sql, id, 0);
    }
    expect(order.map((id) => runs.indexOf(id))).toEqual([4, 3, 0, 2, 1]);
  });

  it('keep their place while they are claimed, also when the claim runs out or is given back', async () => {
    const { claim, claims, insert } = await scene();
    const [first] = await insert([{}, {}]);
    expect(await claim(100, 1)).toEqual([first]);
    await expect.poll(() => claim(100, 1)).toEqual([first]);
    await claims.releaseClaim([first as string], 'w');
    expect(await claim()).toEqual([first]);
    expect(await claim()).toEqual([]);
  });

  it('leave the line when they are cancelled, and make room where they had begun', async () => {
    const { claim, cancel, insert } = await scene();
    const [first = '', second = '', third = ''] = await insert([{}, {}, {}]);
    expect(await claim()).toEqual([first]);
    await cancel(second);
    expect(await claim()).toEqual([]);
    await cancel(first);
    expect(await claim()).toEqual([third]);
  });

  it('start each by the limit of its own version, and none is overtaken by those of another', async () => {
    const { sql, claim, insert } = await scene();
    const later = Array.from({ length: 60 }, () => ({ limit: 50 }));
    const [a = '', b = '', c = '', ...rest] = await insert([{ limit: 2 }, { limit: 2 }, { limit: 1 }, ...later]);
    expect(await claim()).toEqual([a, b]);
    await carry(sql, a, 0);
    expect(await claim()).toEqual([]);
    await carry(sql, b, 0);
    const claimed: string[] = [];
    for (let some = await claim(); some.length > 0; some = await claim()) claimed.push(...some);
    expect(claimed).toEqual([c, ...rest.slice(0, 49)]);
  });

  it('do not wait for a row that somebody else holds, and are looked at again after it', async () => {
    const { sql, claim, insert } = await scene();
    const [first = '', second = ''] = await insert([{}, {}]);
    const meanwhile = (id: string, work: () => Promise<void>) =>
      sql.transaction(async (holding) => {
        await holding.query({ text: 'select 1 from runs where id = $1 for update' }, [id]);
        await work();
      });
    await meanwhile(first, async () => expect(await claim()).toEqual([]));
    expect(await claim()).toEqual([first]);
    await meanwhile(second, async () => {
      await carry(sql, first, 0);
      expect(await claim()).toEqual([]);
    });
    expect(await claim()).toEqual([second]);
  });

  it('call the dispatchers when one has ended, and runs without a limit do not', async () => {
    const { sql, settings, flow, claim, cancel, insert } = await scene();
    const notifications = new Notifications(settings, 'test');
    onTestFinished(() => notifications.close());
    const heard: string[] = [];
    const listening = Promise.withResolvers<void>();
    notifications.onReconnect(() => listening.resolve());
    notifications.listen(RUN_QUEUED, (payload) => heard.push(payload));
    await listening.promise;
    /** How often dispatchers were called from the last time on. */
    const calls = async (): Promise<number> => {
      await sql.query({ text: `select pg_notify('${RUN_QUEUED}', 'until here')` });
      await expect.poll(() => heard.at(-1)).toBe('until here');
      return heard.splice(0).length - 1;
    };
    const [first = '', second = ''] = await insert([{}, {}]);
    const free = await aRun(sql, flow);
    await claim();
    await calls();
    await carry(sql, free, 0);
    expect(await calls()).toBe(0);
    await carry(sql, first, 0);
    expect(await calls()).toBe(1);
    await cancel(second);
    expect(await calls()).toBe(1);
  });

  it('cost a claim nothing while they wait, however many', async () => {
    const { sql, claim, insert } = await scene();
    await insert(Array.from({ length: 3_000 }, (_, n) => ({ key: `k${n % 2}` })));
    // As PostgreSQL may know the table from before.
    await sql.query({ text: 'analyze runs' });
    while ((await sql.query({ text: `select 1 from runs where permit = 'asked' limit 1` })).length > 0) await claim();
    await sql.query({ text: 'vacuum runs' });
    const plan = await sql.query({ text: `explain (analyze) ${CLAIM.text}` }, [16, 'w', 60_000, null, false]);
    const text = plan.map((row) => Object.values(row)[0]).join('\n');
    expect(text).not.toContain('Seq Scan');
    expect(mostRows(text), text).toBeLessThan(10);
  });
});

describe('queued runs', () => {
  it('go by priority, but a level counts for ten minutes of waiting only', async () => {
    const { sql, flow, claim } = await scene();
    const waiting = async (priority: number, minutes: number): Promise<string> => {
      const id = await aRun(sql, flow, { createdAt: new Date(Date.now() - minutes * 60_000) });
      await sql.query({ text: 'update runs set priority = $2 where id = $1' }, [id, priority]);
      return id;
    };
    const high = await waiting(1, 0);
    const low = await waiting(5, 39);
    const starving = await waiting(5, 41);
    const usual = await waiting(3, 0);
    expect(await claim()).toEqual([starving, high, low, usual]);
  });
});
