import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type NodeSketch, OwnServer, temporalAddress } from '@app/testing';
import { aCountingServer } from './a-counting-server.js';
import { aWorker, type AWorker } from './a-worker.js';
import { everything, hasContinued } from './everything-under-way.js';

/** So many events of a history make this server suggest to continue as new; by default it is 4,096. */
const FEW = 20;

const CALLS = Array.from({ length: 8 }, (_, index) => `c${index}`);

/** Long calls, each an activity that the workflow waits for. */
const calls = (url: string, ids: readonly string[]): NodeSketch[] =>
  ids.map((id) => ({
    id,
    type: 'http',
    data: { method: 'GET', url: `${url}/{{ run.id }}/${id}?ms=50`, timeout: '60s' },
  }));

const aDelay = (id: string, duration: string): NodeSketch => ({ id, type: 'delay', data: { duration } });

/** Waits of both kinds, and what is known at the end of what was before them. */
const waits = (url: string): NodeSketch[] => [
  ...calls(url, CALLS.slice(0, 4)),
  { id: 'set', type: 'assign', data: { variables: { seen: '{{ nodes.c0.output.status }}' } } },
  aDelay('d0', '2100ms'),
  aDelay('d1', '2100ms'),
  ...calls(url, CALLS.slice(4)),
  { id: 'end', type: 'end', data: { output: { vars: '{{ vars }}', last: '{{ nodes.c7.output.body }}' } } },
];

describe('a run whose workflow continues as new', { timeout: 120_000 }, () => {
  let temporal: OwnServer;
  beforeAll(async () => (temporal = await OwnServer.temporal({ 'limit.historyCount.suggestContinueAsNew': FEW })));
  afterAll(() => temporal.dispose());
  const eager = () => aWorker({ TEMPORAL_ADDRESS: temporal.address });

  it('ends as it does in one workflow run, each of its calls made once', async () => {
    const server = await aCountingServer();
    const played = async (worker: AWorker) => {
      const runId = await worker.start(await worker.aFlow(waits(server.url)));
      await expect.poll(() => worker.run(runId)).toMatchObject({ status: 'success' });
      await expect.poll(() => worker.workflowStatus(runId)).toBe('COMPLETED');
      const made = [...server.calls].filter(([path]) => path.startsWith(`/${runId}/`));
      expect(made).toEqual(CALLS.map((id) => [`/${runId}/${id}`, 1]));
      return { run: await worker.run(runId), continued: await hasContinued(worker, runId) };
    };
    const [over, within] = await Promise.all([played(await eager()), played(await aWorker())]);
    expect(over.run).toEqual(within.run);
    expect([over.continued, within.continued]).toEqual([true, false]);
  });

  it('ends so with everything under way that a run can wait for, none of it begun twice or lost', async () => {
    const [over, within] = await Promise.all([
      everything(temporal.address, true),
      everything(temporalAddress(), false),
    ]);
    expect(over).toEqual(within);
    expect(over).toMatchObject({ run: { status: 'success' }, begun: ['RUN/held', 'RUN/soon'], ended: ['success'] });
  });

  it.each([
    ['over the API', 'COMPLETED', (worker: AWorker, runId: string) => worker.cancel(runId)],
    ['in Temporal', 'CANCELLED', (worker: AWorker, runId: string) => worker.workflow(runId, (it) => it.cancel())],
  ])('is cancelled %s whenever that is asked for', async (_, closes, cancel) => {
    const server = await aCountingServer();
    const worker = await eager();
    const flow = await worker.aFlow([...calls(server.url, CALLS), aDelay('long', '1h')]);
    const cancelled = await Promise.all(
      CALLS.map(async (id) => {
        const runId = await worker.start(flow);
        await expect.poll(() => server.calls.has(`/${runId}/${id}`)).toBe(true);
        await cancel(worker, runId);
        await expect.poll(() => worker.run(runId)).toMatchObject({ status: 'cancelled' });
        await expect.poll(() => worker.workflowStatus(runId)).toBe(closes);
        return hasContinued(worker, runId);
      }),
    );
    expect(cancelled).toContain(true);
  });
});
