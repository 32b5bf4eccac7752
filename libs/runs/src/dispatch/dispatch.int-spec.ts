import { describe, expect, it } from 'vitest';
import { aStore, aWrite } from '../../test/a-store.js';
import { aFlow, aRun, runsDatabase } from '../../test/runs-database.js';
import { RunTaker } from '../store/run-taker.js';
import { OpenRunsRepository } from './open-runs.repository.js';
import { RunClaimsRepository } from './run-claims.repository.js';
import { RunPermitsRepository } from './run-permits.repository.js';

async function scene(count: number) {
  const { sql } = await runsDatabase();
  const flow = await aFlow(sql);
  const runs: string[] = [];
  for (let n = 0; n < count; n += 1) runs.push(await aRun(sql, flow));
  const ids = (claimed: { runId: string }[]) => claimed.map(({ runId }) => runId);
  return {
    sql,
    flow,
    runs,
    ids,
    claims: aStore(sql).claims,
    open: new OpenRunsRepository(sql),
  };
}

describe('claims on queued runs', () => {
  it('go by priority, then by age', async () => {
    const { sql, runs, ids, claims, flow } = await scene(3);
    await sql.query({ text: 'update runs set priority = 1 where id = $1' }, [runs[2]]);
    const claimed = await claims.claimQueued(2, 'w1', 60_000);
    expect(ids(claimed)).toEqual([runs[2], runs[0]]);
    expect(claimed[0]?.flowId).toBe(flow.id);
  });

  it('give a run to one of many workers', async () => {
    const { runs, ids, claims } = await scene(12);
    const claimed = await Promise.all(
      ['a', 'b', 'c', 'd', 'e', 'f'].map((worker) => claims.claimQueued(2, worker, 60_000)),
    );
    const rest = await claims.claimQueued(12, 'g', 60_000);
    expect([...claimed.flatMap(ids), ...ids(rest)].toSorted()).toEqual(runs.toSorted());
  });

  it('are made again when their time is over, or when they were given back by the one who had them', async () => {
    const { runs, ids, claims } = await scene(1);
    expect(await claims.claimQueued(1, 'a', 60_000)).toHaveLength(1);
    await claims.releaseClaim(runs, 'b');
    expect(await claims.claimQueued(1, 'b', 60_000)).toEqual([]);
    await claims.releaseClaim(runs, 'a');
    expect(ids(await claims.claimQueued(1, 'b', 1))).toEqual(runs);
    await expect.poll(async () => ids(await claims.claimQueued(1, 'c', 60_000))).toEqual(runs);
  });

  it('take the run over for the driver that asks for it here, once', async () => {
    const { sql, runs } = await scene(1);
    const taker = new RunTaker(sql);
    const claims = new RunClaimsRepository(sql, taker, new RunPermitsRepository(sql));
    const [claimed] = await claims.claimQueued(1, 'a', 60_000);
    const taken = [await taker.take(runs[0] ?? ''), await taker.take(runs[0] ?? '')];
    expect(claimed?.runId).toBe(runs[0]);
    expect(taken).toMatchObject([
      { id: runs[0], epoch: 1, flow_name: 'A flow', seq: 1 },
      { id: runs[0], epoch: 2 },
    ]);
    expect(Object.keys(taken[0] ?? {})).toEqual(expect.arrayContaining(Object.keys(taken[1] ?? {})));
  });

  it('are not made on runs that are under way', async () => {
    const { sql, runs, claims } = await scene(1);
    const { store } = aStore(sql);
    await store.take(runs[0] ?? '');
    await store.write(aWrite(runs[0] ?? '', { run: { status: 'waiting' } }));
    expect(await claims.claimQueued(1, 'a', 60_000)).toEqual([]);
  });
});

describe('open runs to check', () => {
  it('are those under way that nobody has looked at for a while, each once', async () => {
    const { sql, runs, ids, open } = await scene(3);
    const { store } = aStore(sql);
    for (const id of runs.slice(0, 2)) {
      await store.take(id);
      await store.write(aWrite(id, { run: { status: 'running' } }));
    }
    expect(await open.openRunsToCheck(10, 60_000)).toEqual([]);
    await sql.query({ text: `update runs set checked_at = now() - interval '2 minutes'` });
    const checks = await Promise.all([open.openRunsToCheck(10, 60_000), open.openRunsToCheck(10, 60_000)]);
    expect(checks.flatMap(ids).toSorted()).toEqual(runs.slice(0, 2).toSorted());
    expect(await open.openRunsToCheck(10, 60_000)).toEqual([]);
  });
});
