import { describe, expect, it } from 'vitest';
import { waitFor } from '@app/testing';
import { aCountingServer } from './a-counting-server.js';
import { ASystem } from './a-system.js';

const IDS = ['a', 'b', 'c', 'd', 'e', 'f'];

/** That of the nodes whose results were recorded none was called again, and that every node was called. */
function expectOnce(calls: ReadonlyMap<string, number>, recorded: readonly string[]): void {
  expect(Object.fromEntries(recorded.map((id) => [id, calls.get(`/${id}`)]))).toEqual(
    Object.fromEntries(recorded.map((id) => [id, 1])),
  );
  expect([...calls.keys()].toSorted()).toEqual(IDS.map((id) => `/${id}`));
}

/** A run in its middle, two workers, and which of them has it. */
async function aRunUnderWay(system: ASystem, server: { url: string; calls: ReadonlyMap<string, number> }) {
  const workers = await Promise.all([system.worker(), system.worker()]);
  const runId = await system.run(await system.calls(server.url, IDS, 500));
  await waitFor(() => server.calls.has('/c'));
  const { claimed_by } = await system.seen(runId);
  const carrier = workers.find(({ pid }) => claimed_by?.includes(`:${pid}:`));
  if (carrier === undefined) throw new Error(`No worker here has claimed the run, but ${claimed_by}`);
  return { runId, carrier };
}

describe('a run whose worker', { timeout: 120_000 }, () => {
  it('is killed goes on elsewhere within 10 s, and what was recorded is not done again', async () => {
    const system = await ASystem.start();
    const server = await aCountingServer();
    const { runId, carrier } = await aRunUnderWay(system, server);
    carrier.kill('SIGKILL');
    const killedAt = Date.now();
    await carrier.exited;
    const { done } = await system.seen(runId);
    const before = total(server.calls);
    await waitFor(() => total(server.calls) > before, { within: 15_000 });
    expect(Date.now() - killedAt).toBeLessThan(10_000);
    await system.ended(runId);
    expectOnce(server.calls, done);
  });

  it('is stopped and comes back late changes nothing any more', async () => {
    const system = await ASystem.start();
    const server = await aCountingServer();
    const { runId, carrier } = await aRunUnderWay(system, server);
    carrier.kill('SIGSTOP');
    const { done } = await system.seen(runId);
    await system.ended(runId);
    const events = await system.query('select * from run_events where run_id = $1 order by seq', [runId]);
    const calls = total(server.calls);
    carrier.kill('SIGCONT');
    await waitFor(async () => (await fetch(`${carrier.url}/health/ready`)).ok, { within: 30_000 });
    const next = await system.run(await system.flow([{ id: 'x', type: 'log', data: { message: 'still here' } }]));
    await system.ended(next);
    expectOnce(server.calls, done);
    expect(total(server.calls)).toBe(calls);
    expect(await system.query('select * from run_events where run_id = $1 order by seq', [runId])).toEqual(events);
  });

  it('is told to leave is handed over, and the worker exits with 0 in time', async () => {
    const system = await ASystem.start();
    const server = await aCountingServer();
    const { runId, carrier } = await aRunUnderWay(system, server);
    const began = Date.now();
    expect(await carrier.stop()).toBe(0);
    expect(Date.now() - began).toBeLessThan(20_000);
    await system.ended(runId);
    expectOnce(server.calls, IDS);
  });
});

describe('runs', { timeout: 120_000 }, () => {
  it('are shared by two workers, each carried once', async () => {
    const system = await ASystem.start();
    await Promise.all([system.worker(), system.worker()]);
    const flow = await system.flow([{ id: 'x', type: 'transform', data: { output: '{{ input }}' } }]);
    await Promise.all(Array.from({ length: 200 }, () => system.run(flow)));
    const [seen] = await waitFor(
      async () => {
        const rows = await system.query<{ runs: number; ends: number; workers: number }>(
          `select count(*)::int as runs, count(distinct claimed_by)::int as workers,
            (select count(*)::int from run_events where type = 'run.succeeded') as ends
          from runs where status = 'success'`,
        );
        return rows[0]!.runs === 200 ? rows : null;
      },
      { within: 60_000, every: 200 },
    );
    expect(seen).toEqual({ runs: 200, ends: 200, workers: 2 });
  });

  it('that were accepted survive the API that accepted them', async () => {
    const system = await ASystem.start();
    const flow = await system.flow([{ id: 'x', type: 'log', data: { message: 'hello' } }]);
    const runId = await system.run(flow);
    system.api.kill('SIGKILL');
    await system.api.exited;
    await system.worker();
    await system.ended(runId);
  });
});

const total = (calls: ReadonlyMap<string, number>): number =>
  [...calls.values()].reduce((sum, count) => sum + count, 0);
