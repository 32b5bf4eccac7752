import { describe, expect, it } from 'vitest';
import { ApiClient, waitFor } from '@app/testing';
import { aCountingServer, type CountingServer } from './a-counting-server.js';
import { aDeafWay } from './a-deaf-way.js';
import { ASystem } from './a-system.js';

const IDS = ['a', 'b', 'c', 'd', 'e', 'f'];

/** That of the nodes whose results were recorded none was called again, and that every node was called. */
function expectOnce(calls: ReadonlyMap<string, number>, recorded: readonly string[]): void {
  expect(Object.fromEntries(recorded.map((id) => [id, calls.get(`/${id}`)]))).toEqual(
    Object.fromEntries(recorded.map((id) => [id, 1])),
  );
  expect([...calls.keys()].toSorted()).toEqual(IDS.map((id) => `/${id}`));
}

/** A run in the middle of a call that has no answer until it is let go, two workers, and which of them has the run. */
async function aRunUnderWay(system: ASystem, server: CountingServer) {
  const letGo = server.hold('/c');
  const workers = await Promise.all([system.worker(), system.worker()]);
  const runId = await system.run(await system.calls(server.url, IDS));
  await waitFor(() => server.calls.has('/c'));
  const { claimed_by } = await system.seen(runId);
  const carrier = workers.find(({ pid }) => claimed_by?.includes(`:${pid}:`));
  if (carrier === undefined) throw new Error(`No worker here has claimed the run, but ${claimed_by}`);
  return { runId, carrier, letGo };
}

describe('a run whose worker', { timeout: 120_000 }, () => {
  it('is killed goes on elsewhere within 10 s, and what was recorded is not done again', async () => {
    const system = await ASystem.start();
    const server = await aCountingServer();
    const { runId, carrier, letGo } = await aRunUnderWay(system, server);
    carrier.kill('SIGKILL');
    const killedAt = Date.now();
    await carrier.exited;
    const { done } = await system.seen(runId);
    letGo();
    const before = total(server.calls);
    await waitFor(() => total(server.calls) > before);
    expect(Date.now() - killedAt).toBeLessThan(10_000);
    await system.ended(runId);
    expectOnce(server.calls, done);
  });

  it('is stopped and comes back late changes nothing any more', async () => {
    const system = await ASystem.start();
    const server = await aCountingServer();
    const { runId, carrier, letGo } = await aRunUnderWay(system, server);
    carrier.kill('SIGSTOP');
    const { done } = await system.seen(runId);
    letGo();
    await system.ended(runId);
    const events = await system.query('select * from run_events where run_id = $1 order by seq', [runId]);
    const calls = total(server.calls);
    carrier.kill('SIGCONT');
    await waitFor(async () => (await fetch(`${carrier.url}/health/ready`)).ok);
    const next = await system.run(await system.flow([{ id: 'x', type: 'log', data: { message: 'still here' } }]));
    await system.ended(next);
    expectOnce(server.calls, done);
    expect(total(server.calls)).toBe(calls);
    expect(await system.query('select * from run_events where run_id = $1 order by seq', [runId])).toEqual(events);
  });

  it('is told to leave is handed over, and the worker exits with 0 in time', async () => {
    const system = await ASystem.start();
    const server = await aCountingServer();
    const { runId, carrier, letGo } = await aRunUnderWay(system, server);
    const stopped = carrier.stop();
    letGo();
    expect(await stopped).toBe(0);
    await system.ended(runId);
    expectOnce(server.calls, IDS);
  });
});

describe('runs', { timeout: 120_000 }, () => {
  it('are shared by two workers when there are more than one has room for', async () => {
    const system = await ASystem.start();
    const server = await aCountingServer();
    const letGo = server.hold('/x');
    const room = { WORKER_MAX_CONCURRENT_RUNS: '10' };
    await Promise.all([system.worker(room), system.worker(room)]);
    const flow = await system.calls(server.url, ['x']);
    const runs = await Promise.all(Array.from({ length: 20 }, () => system.run(flow)));
    await waitFor(() => server.calls.get('/x') === 20);
    letGo();
    for (const runId of runs) await system.ended(runId);
    expect(server.calls.get('/x')).toBe(20);
    expect(await system.query('select distinct claimed_by from runs')).toHaveLength(2);
  });

  it('are carried once each by two workers', async () => {
    const system = await ASystem.start();
    await Promise.all([system.worker(), system.worker()]);
    const flow = await system.flow([{ id: 'x', type: 'transform', data: { output: '{{ input }}' } }]);
    await Promise.all(Array.from({ length: 200 }, () => system.run(flow)));
    const count = `select (select count(*)::int from runs where status = 'success') as runs,
      (select count(*)::int from run_events where type = 'run.succeeded') as ends`;
    const seen = await waitFor(
      async () => {
        const [row] = await system.query<{ runs: number; ends: number }>(count);
        return row?.runs === 200 ? row : null;
      },
      { within: 60_000, every: 200 },
    );
    expect(seen).toEqual({ runs: 200, ends: 200 });
  });

  it('are carried though the API that accepts them is killed between its commit and anything else', async () => {
    const system = await ASystem.start();
    const way = await aDeafWay(system.databaseUrl);
    const api = await system.oneMoreApi({ DATABASE_URL: way.url });
    const flow = await system.flow([{ id: 'x', type: 'log', data: { message: 'hello' } }]);
    const start = () => new ApiClient(api.url).post(`/flows/${flow}/run`, {});
    // What it needs to know of the flow it knows after this one: the next needs PostgreSQL for its commit alone.
    const first: string = (await start()).body.data.id;
    way.deafen();
    const answer = start().then(
      () => 'an answer',
      () => 'none',
    );
    const committed = 'select id from runs where id <> $1';
    const [second] = await waitFor(async () => {
      const rows = await system.query<{ id: string }>(committed, [first]);
      return rows.length > 0 && rows;
    });
    api.kill('SIGKILL');
    expect(await answer).toBe('none');
    await system.worker();
    for (const runId of [first, second!.id]) await system.ended(runId);
  });
});

const total = (calls: ReadonlyMap<string, number>): number =>
  [...calls.values()].reduce((sum, count) => sum + count, 0);
