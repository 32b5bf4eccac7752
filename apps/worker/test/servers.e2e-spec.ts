import { describe, expect, it } from 'vitest';
import { type NodeSketch, waitFor } from '@app/testing';
import { aCountingServer } from './a-counting-server.js';
import { ASystem } from './a-system.js';

const waits = (url: string): NodeSketch[] => [
  { id: 'before', type: 'http', data: { method: 'GET', url: `${url}/before` } },
  { id: 'pause', type: 'delay', data: { duration: '6s' } },
  { id: 'after', type: 'http', data: { method: 'GET', url: `${url}/after` } },
];

/** Waits until the run has come to its pause; a slow test may find that it is past it. */
const hasPaused = (system: ASystem, runId: string): Promise<boolean> =>
  waitFor(async () => /waiting|success/.test((await system.seen(runId)).status), { what: `the pause of run ${runId}` });

describe('with Temporal stopped', { timeout: 180_000 }, () => {
  it('runs are accepted; they and those under way go on when it is back', async () => {
    const system = await ASystem.start(['temporal']);
    const server = await aCountingServer();
    const flow = await system.flow(waits(server.url));
    const worker = await system.worker();
    const early = await system.run(flow);
    await hasPaused(system, early);
    await system.own.temporal!.kill();
    const late = await system.run(flow);
    await waitFor(async () => (await fetch(`${worker.url}/health/ready`)).status === 503);
    await system.own.temporal!.start();
    await Promise.all([early, late].map((runId) => system.ended(runId, 90_000)));
    expect(Object.fromEntries(server.calls)).toEqual({ '/before': 2, '/after': 2 });
    await waitFor(async () => (await fetch(`${worker.url}/health/ready`)).ok);
  });

  it('and its database lost, every open run goes on from where it was', async () => {
    const system = await ASystem.start(['temporal']);
    const server = await aCountingServer();
    const flow = await system.flow(waits(server.url));
    await system.worker();
    const runs = await Promise.all(Array.from({ length: 5 }, () => system.run(flow)));
    for (const runId of runs) await hasPaused(system, runId);
    await system.own.temporal!.kill();
    system.own.temporal!.loseData();
    await system.own.temporal!.start();
    await Promise.all(runs.map((runId) => system.ended(runId, 90_000)));
    expect(Object.fromEntries(server.calls)).toEqual({ '/before': 5, '/after': 5 });
  });
});

describe('with PostgreSQL stopped', { timeout: 180_000 }, () => {
  it('runs under way go on when it is back, and what was recorded is not done again', async () => {
    const system = await ASystem.start(['postgres']);
    const server = await aCountingServer();
    const worker = await system.worker();
    const runId = await system.run(await system.calls(server.url, ['a', 'b', 'c', 'd'], 500));
    await waitFor(() => server.calls.has('/b'));
    await system.own.postgres!.kill();
    await waitFor(async () => (await fetch(`${worker.url}/health/ready`)).status === 503);
    await system.own.postgres!.start();
    const { done } = await system.ended(runId, 90_000);
    expect(done).toEqual(['a', 'b', 'c', 'd']);
    expect(server.calls.get('/a')).toBe(1);
    await waitFor(async () => (await fetch(`${worker.url}/health/ready`)).ok);
  });
});
