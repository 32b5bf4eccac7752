import { describe, expect, it } from 'vitest';
import { waitFor } from '@app/testing';
import { aCountingServer } from './a-counting-server.js';
import { ASystem } from './a-system.js';

const start = { id: 's', type: 'start', data: { settings: { type: 'express' } } };
const IDS = ['a', 'b', 'c'];
const RUNS = 40;

/** A flow of calls in a row, each at a place of its own for every run. */
function calls(system: ASystem, url: string, ms: number): Promise<string> {
  const nodes = IDS.map((id) => ({
    id,
    type: 'http',
    data: { method: 'GET', url: `${url}/{{ run.id }}-${id}?ms=${ms}` },
  }));
  return system.flow(
    [start, ...nodes],
    ['s', ...IDS].slice(0, -1).map((id, at): [string, string] => [id, IDS[at]!]),
  );
}

const recorded = (system: ASystem) =>
  system.query<{ call: string }>(
    `select '/' || run_id || '-' || path as call from run_steps where status = 'success' and path <> 's'`,
  );

describe('express runs whose worker', { timeout: 120_000 }, () => {
  it('is killed go on elsewhere: all end, once, and what was recorded is not done again', async () => {
    const system = await ASystem.start();
    const server = await aCountingServer();
    const flow = await calls(system, server.url, 150);
    const first = await system.worker();
    const runs = await Promise.all(Array.from({ length: RUNS }, () => system.run(flow)));
    await waitFor(async () => (await recorded(system)).length > RUNS / 2);
    first.kill('SIGKILL');
    await first.exited;
    const done = await recorded(system);
    await system.worker();
    for (const runId of runs) await system.ended(runId);
    expect(done.length).toBeLessThan(RUNS * IDS.length);
    expect(done.map(({ call }) => server.calls.get(call))).toEqual(done.map(() => 1));
    expect(server.calls.size).toBe(RUNS * IDS.length);
  });

  it('is told to leave are handed over, and the worker exits with 0 in time', async () => {
    const system = await ASystem.start();
    const server = await aCountingServer();
    const flow = await calls(system, server.url, 100);
    const first = await system.worker();
    const runs = await Promise.all(Array.from({ length: RUNS }, () => system.run(flow)));
    await waitFor(() => server.calls.size > RUNS / 2);
    const stopped = first.stop();
    await system.worker();
    expect(await stopped).toBe(0);
    for (const runId of runs) await system.ended(runId);
    expect([...server.calls.values()]).toEqual(Array.from({ length: RUNS * IDS.length }, () => 1));
  });
});

describe('express runs', { timeout: 120_000 }, () => {
  it('are carried once each by two workers, beside others', async () => {
    const system = await ASystem.start();
    await Promise.all([system.worker(), system.worker()]);
    const node = { id: 'x', type: 'transform', data: { output: '{{ input }}' } };
    const [express, standard] = [await system.flow([start, node], [['s', 'x']]), await system.flow([node])];
    await Promise.all(Array.from({ length: 200 }, (_, n) => system.run(n % 10 === 0 ? standard : express)));
    const count = `select count(*) filter (where status = 'success')::int as runs,
      (select count(*)::int from run_events where type = 'run.succeeded') as ends from runs`;
    const seen = await waitFor(
      async () => {
        const [row] = await system.query<{ runs: number; ends: number }>(count);
        return row?.runs === 200 ? row : null;
      },
      { within: 60_000, every: 200 },
    );
    expect(seen).toEqual({ runs: 200, ends: 200 });
  });

  it('are accepted while Temporal is down, wait for it without a workflow, and end once', async () => {
    const system = await ASystem.start(['temporal']);
    const server = await aCountingServer();
    const flow = await calls(system, server.url, 0);
    await system.worker();
    await system.ended(await system.run(flow));
    await system.own.temporal!.kill();
    const runs = await Promise.all(Array.from({ length: RUNS }, () => system.run(flow)));
    const waiting = `select count(*)::int as waiting from runs where status = 'queued' and seq = 1`;
    expect(await system.query(waiting)).toEqual([{ waiting: RUNS }]);
    await system.own.temporal!.start();
    for (const runId of runs) await system.ended(runId);
    expect([...server.calls.values()]).toEqual(Array.from({ length: (RUNS + 1) * IDS.length }, () => 1));
  });
});
