import { describe, expect, it } from 'vitest';
import { ApiClient, type EdgeSketch, type NodeSketch, waitFor } from '@app/testing';
import { ASystem } from './a-system.js';

const code = (id: string, source: string, data: object = {}): NodeSketch => ({
  id,
  type: 'code',
  data: { source, ...data },
});

/** A system with one worker, which has one thread for code. */
async function aSystem() {
  const system = await ASystem.start();
  await system.worker({ CODE_NODE_THREADS: '1' });
  const api = new ApiClient(system.api.url);
  const start = async (nodes: readonly NodeSketch[], edges?: readonly EdgeSketch[], input?: unknown) => {
    const answer = await api.post(`/flows/${await system.flow(nodes, edges)}/run`, { input });
    expect(answer).toMatchObject({ status: 202 });
    return answer.body.data.id as string;
  };
  const read = async (runId: string) => (await api.get(`/runs/${runId}`)).body.data;
  const ended = (runId: string) =>
    waitFor(
      async () => {
        const run = await read(runId);
        return run.finished_at === null ? null : run;
      },
      { within: 60_000, what: `the end of run ${runId}` },
    );
  return { api, start, read, ended };
}

describe('a flow with code', { timeout: 120_000 }, () => {
  it('computes, writes to the log, and says what went wrong and where', async () => {
    const { api, start, ended } = await aSystem();
    const runId = await start(
      [
        code('total', 'console.warn("lines", input.length);\nreturn { sum: input.reduce((a, b) => a + b, 0) };', {
          input: '{{ input.prices }}',
        }),
        // Longer than what a run carries out itself: a regular activity.
        code('check', 'if (input.prices.length > 2) {\n  throw new RangeError("too many");\n}', { timeout: '30s' }),
        { id: 'late', type: 'transform', data: { output: '{{ nodes.check.error.details.line }}' } },
        { id: 'end', type: 'end', data: { output: ['{{ nodes.total.output.sum }}', '{{ nodes.late.output }}'] } },
      ],
      [
        ['total', 'check'],
        ['check', 'late', 'error'],
        ['late', 'end'],
      ],
      { prices: [1, 2, 3.5] },
    );
    const run = await ended(runId);
    expect(run).toMatchObject({ status: 'success', output: [6.5, 2] });
    const steps = (await api.get(`/runs/${runId}/steps`)).body.data as {
      path: string;
      input: unknown;
      error: unknown;
    }[];
    expect(steps.find(({ path }) => path === 'total')).toMatchObject({ input: { input: [1, 2, 3.5] } });
    expect(steps.find(({ path }) => path === 'check')).toMatchObject({
      error: { code: 'CODE_FAILED', message: 'RangeError: too many (line 2)' },
    });
    expect((await api.get(`/runs/${runId}/log`)).body).toMatch(/ WARN lines 3\n$/);
  });

  it('never holds up the worker, however long its code runs', async () => {
    const { api, start, read, ended } = await aSystem();
    const looping = await start([code('loop', 'for (;;) {}', { timeout_ms: 9_000 })]);
    await waitFor(async () => (await read(looping)).status === 'running');
    expect(await ended(await start([{ id: 'say', type: 'log', data: { message: 'hello' } }]))).toMatchObject({
      status: 'success',
    });
    expect(await read(looping)).toMatchObject({ status: 'running' });
    await api.post(`/runs/${looping}/cancel`);
    expect(await ended(looping)).toMatchObject({ status: 'cancelled' });
    const next = await start([code('loop', 'console.log("off it goes");\nfor (;;) {}', { timeout_ms: 200 })]);
    expect(await ended(next)).toMatchObject({
      status: 'failed',
      error: { code: 'CODE_TIMEOUT', details: { console: [{ level: 'info', message: 'off it goes' }] } },
    });
  });
});
