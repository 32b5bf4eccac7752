import { describe, expect, it } from 'vitest';
import type { Sql } from '@app/database';
import { aStep, aStore, aWrite } from '../../test/a-store.js';
import { type AFlow, aFlow, aRun, runsDatabase } from '../../test/runs-database.js';
import { ExpiredRunsRepository, RETENTION_LIMITS } from './expired-runs.repository.js';
import { DELETE_EXPIRED } from './retention-statements.js';

const HOUR = 3_600_000;

interface EndedRun {
  /** How long ago it ended. */
  readonly ended?: string;
  /** How long its version says that it is kept. */
  readonly kept?: string | null;
  readonly parent?: string;
}

async function aRunThatEnded(
  sql: Sql,
  flow: AFlow,
  { ended = '2h', kept = null, parent }: EndedRun = {},
): Promise<string> {
  const id = await aRun(sql, flow);
  await sql.query(
    {
      text: `update runs set status = 'success', finished_at = now() - $2::interval, retention = $3::interval, parent_run_id = $4 where id = $1`,
    },
    [id, ended, kept, parent],
  );
  return id;
}

async function scene() {
  const { sql } = await runsDatabase();
  const flow = await aFlow(sql);
  const expired = new ExpiredRunsRepository(sql);
  const left = async () =>
    (await sql.query<{ id: string }>({ text: 'select id from runs order by id' })).map(({ id }) => id);
  const sweep = async (usualMs: number | null, limits = RETENTION_LIMITS) => {
    let turns = 0;
    while (await expired.deleteSome(usualMs, limits)) turns += 1;
    return turns;
  };
  return { sql, flow, expired, left, sweep, ended: (run?: EndedRun) => aRunThatEnded(sql, flow, run) };
}

describe('ended runs', () => {
  it('are deleted when the time of their version is over, or else that of the installation', async () => {
    const { ended, left, sweep } = await scene();
    await ended({ kept: '1h' });
    const longer = await ended({ kept: '3h' });
    const usual = await ended();
    const young = await ended({ ended: '1m' });
    await sweep(null);
    expect(await left()).toEqual([longer, usual, young]);
    await sweep(HOUR);
    expect(await left()).toEqual([longer, young]);
  });

  it('go with all that belongs to them, and no other run loses anything', async () => {
    const { sql, flow, left, sweep } = await scene();
    const runs = [await aRun(sql, flow), await aRun(sql, flow)] as const;
    for (const id of runs) {
      const { store, inbox } = aStore(sql);
      await store.take(id);
      await store.write(aWrite(id, { steps: [aStep('a')], run: { status: 'running', startedAt: 1 } }));
      await inbox.send(id, { kind: 'cancel' });
      await sql.query({ text: `insert into run_labels select organization_id, id, 'a', 'b' from runs where id = $1` }, [
        id,
      ]);
    }
    await sql.query({ text: `update runs set status = 'failed', finished_at = now() - interval '2h' where id = $1` }, [
      runs[0],
    ]);
    await sweep(HOUR);
    expect(await left()).toEqual([runs[1]]);
    for (const table of ['run_steps', 'run_events', 'run_inbox', 'run_labels'])
      expect(await sql.query({ text: `select distinct run_id from ${table}` }), table).toEqual([{ run_id: runs[1] }]);
  });

  it('stay while a run that is open is their parent or their child', async () => {
    const { sql, flow, ended, left, sweep } = await scene();
    const parent = await ended();
    const child = await aRun(sql, flow);
    await sql.query({ text: 'update runs set parent_run_id = $2 where id = $1' }, [child, parent]);
    const openParent = await aRun(sql, flow);
    const endedChild = await ended({ parent: openParent });
    const pair = await ended();
    await ended({ parent: pair });
    await sweep(HOUR);
    expect(new Set(await left())).toEqual(new Set([parent, child, openParent, endedChild]));
    await sql.query({
      text: `update runs set status = 'success', finished_at = now() - interval '2h' where finished_at is null`,
    });
    await sweep(HOUR);
    expect(await left()).toEqual([]);
  });

  it('stay until their place was given to another', async () => {
    const { sql, ended, left, sweep } = await scene();
    const id = await ended();
    await sql.query({ text: `update runs set concurrency_key = 'k', concurrency_limit = 1, permit = 'held'` });
    await sweep(HOUR);
    expect(await left()).toEqual([id]);
    await aStore(sql).claims.claimQueued(1, 'w', 1);
    await sweep(HOUR);
    expect(await left()).toEqual([]);
  });

  it('go some at a time, and one of many events piece by piece', async () => {
    const { sql, ended, left, sweep } = await scene();
    const large = await ended();
    await sql.query(
      {
        text: `with r as (update runs set seq = 51 where id = $1 returning *), s as (
          insert into run_steps (organization_id, run_id, path, attempt, ordinal, node_id, type, status)
          select organization_id, id, 'a' || n, 1, n, 'a', 'log', 'success' from r, generate_series(1, 30) n
        ) insert into run_events (organization_id, run_id, seq, at, type) select organization_id, id, n, now(), 'x' from r, generate_series(2, 51) n`,
      },
      [large],
    );
    for (let n = 0; n < 7; n += 1) await ended();
    const limits = { runs: 3, events: 20, eventsOfOne: 50 };
    const before = await left();
    await new ExpiredRunsRepository(sql).deleteSome(HOUR, limits);
    expect((await left()).length).toBe(before.length - 2);
    expect(await sql.query({ text: 'select count(*)::int as n from run_events where run_id = $1' }, [large])).toEqual([
      { n: 31 },
    ]);
    expect(await sweep(HOUR, limits)).toBeGreaterThan(3);
    expect(await left()).toEqual([]);
  });

  it('are deleted once, without harm, by many workers side by side', async () => {
    const { sql, ended, left } = await scene();
    const kept = await ended({ kept: '1d' });
    const parents = await Promise.all(Array.from({ length: 30 }, () => ended()));
    for (const parent of parents) await ended({ parent });
    const workers = Array.from({ length: 6 }, async () => {
      const expired = new ExpiredRunsRepository(sql);
      const limits = { ...RETENTION_LIMITS, runs: 4 };
      while ((await left()).length > 1) await expired.deleteSome(HOUR, limits);
    });
    await Promise.all(workers);
    expect(await left()).toEqual([kept]);
  });

  it('are left to the worker that is at it', async () => {
    const { sql, expired, ended, left } = await scene();
    await ended();
    await sql.transaction(async (other) => {
      await other.query(DELETE_EXPIRED, [1, 100 * HOUR, 1, 1]);
      expect(await expired.deleteSome(HOUR)).toBe(false);
    });
    expect(await left()).toHaveLength(1);
    expect(await expired.deleteSome(HOUR)).toBe(true);
  });

  it('are found by an index, however many are kept', async () => {
    const { sql, flow, ended } = await scene();
    await sql.query(
      {
        text: `insert into runs (organization_id, flow_id, flow_version_id, flow_version, flow_name, status, finished_at, retention)
          select organization_id, flow_id, flow_version_id, 1, 'A flow', 'success', now() - n * interval '1s', case when n % 2 = 0 then interval '1 year' end
          from runs, generate_series(1, 5000) n where id = $1`,
      },
      [await aRun(sql, flow)],
    );
    await ended({ ended: '10h' });
    await ended({ ended: '10h', kept: '1h' });
    await sql.query({ text: 'analyze runs' });
    const plan = await sql.query({ text: `explain (analyze) ${DELETE_EXPIRED.text}` }, [100, 9 * HOUR, 1_000, 1_000]);
    const text = plan.map((row) => Object.values(row)[0]).join('\n');
    expect(text).not.toContain('Seq Scan');
    const read = [...text.matchAll(/(?:Index Scan|Scan using).*actual time=\S+ rows=(\d+)/g)].map(([, rows]) =>
      Number(rows),
    );
    expect(Math.max(...read), text).toBeLessThan(10);
  });
});
