import type { JsonObject } from '@app/definition';
import type { NodeSketch } from '@app/testing';
import { describe, expect, it } from 'vitest';
import { aWorker } from './a-worker.js';

/** Nobody looks for queued runs by himself, so that who goes on was called. */
const NO_POLL = { WORKER_DISPATCH_INTERVAL: '1h' };

const delayed = (settings: JsonObject): NodeSketch[] => [
  { id: 's', type: 'start', data: { settings } },
  { id: 'd', type: 'delay', data: { duration: '{{ input.delay }}' } },
];

describe('run settings on a worker', () => {
  it('let runs of a key begin one after the other, each as soon as the one before has ended', async () => {
    const worker = await aWorker(NO_POLL);
    const flow = await worker.aFlow(delayed({ concurrency: { limit: 1, key: '{{ input.key }}' } }), [['s', 'd']]);
    const ids: string[] = [];
    for (let n = 0; n < 6; n += 1) ids.push(await worker.start(flow, { key: `k${n % 2}`, delay: '200ms' }));
    for (const id of ids) await expect.poll(() => worker.run(id)).toMatchObject({ status: 'success' });
    const together = await worker.sql.query({
      text: `select 1 from runs a join runs b on b.concurrency_key = a.concurrency_key and b.id > a.id and b.started_at < a.finished_at`,
    });
    expect(together).toEqual([]);
  });

  it('cancel the oldest run of a key for a new one, which then begins', async () => {
    const worker = await aWorker(NO_POLL);
    const settings = { concurrency: { limit: 1, on_limit: 'cancel_oldest' } };
    const flow = await worker.aFlow(delayed(settings), [['s', 'd']]);
    const old = await worker.start(flow, { delay: '1h' });
    await expect.poll(() => worker.run(old)).toMatchObject({ status: 'waiting' });
    const young = await worker.start(flow, { delay: '10ms' });
    await expect.poll(() => worker.run(young)).toMatchObject({ status: 'success' });
    expect(await worker.run(old)).toMatchObject({ status: 'cancelled', error: { code: 'RUN_CANCELLED' } });
  });

  it('delete a run when its time is over', async () => {
    const worker = await aWorker({ WORKER_RETENTION_INTERVAL: '100ms' });
    const kept = await worker.start(await worker.aFlow(delayed({}), [['s', 'd']]), { delay: '1ms' });
    const short = await worker.start(await worker.aFlow(delayed({ retention: '1m' }), [['s', 'd']]), { delay: '1ms' });
    for (const id of [kept, short]) await expect.poll(() => worker.run(id)).toMatchObject({ status: 'success' });
    await worker.sql.query({ text: `update runs set finished_at = finished_at - interval '2m'` });
    await expect.poll(() => worker.run(short)).toBeUndefined();
    expect(await worker.run(kept)).toMatchObject({ status: 'success' });
  });
});
