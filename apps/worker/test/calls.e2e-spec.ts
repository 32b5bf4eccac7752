import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { installRuntime } from '@app/temporal';
import { ApiClient, temporalAddress } from '@app/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { aForeignWorker } from './a-foreign-worker.js';
import { ASystem } from './a-system.js';

const silent = (): void => undefined;
await installRuntime({ trace: silent, debug: silent, info: silent, warn: silent, error: silent });

/** What Temporal knows of the workflow. */
async function describing(workflowId: string): Promise<() => Promise<string>> {
  const connection = await Connection.connect({ address: temporalAddress() });
  onTestFinished(() => connection.close());
  const workflow = new Client({ connection }).workflow.getHandle(workflowId);
  return () =>
    workflow.describe().then(
      ({ status }) => status.name,
      () => 'GONE',
    );
}

const activity = (id: string, task_queue: string, timeout: string) => ({
  id,
  type: 'activity',
  data: { activity: 'held', arguments: id, task_queue, timeout },
});

describe('a run that calls foreign code', () => {
  it('goes on after a kill -9 of our worker, and nothing that is under way is begun again', async () => {
    const [system, foreign] = await Promise.all([ASystem.start(), aForeignWorker()]);
    const worker = await system.worker();
    const order = { workflow: 'order', arguments: ['o-1', 1], task_queue: foreign.taskQueue };
    const flow = await system.flow(
      [
        activity('short', foreign.taskQueue, '5m'),
        activity('long', foreign.taskQueue, '1h'),
        { id: 'order', type: 'workflow', data: order },
      ],
      [],
    );
    const runId = await system.run(flow);
    const workflow = foreign.workflow(`${runId}/order#1`);
    await expect.poll(() => foreign.begun).toHaveLength(2);
    await expect.poll(await describing(`${runId}/order#1`)).toBe('RUNNING');
    worker.kill('SIGKILL');
    foreign.release();
    await workflow.signal('paid', 1);
    await system.worker();
    expect((await system.ended(runId)).done.toSorted()).toEqual(['long', 'order', 'short']);
    expect(foreign.begun.toSorted()).toEqual([`${runId}/long`, `${runId}/short`]);
    expect((await workflow.describe()).status.name).toBe('COMPLETED');
  });

  it('says that nobody polls a task queue, and ends when somebody does, however late', async () => {
    const system = await ASystem.start();
    await system.worker();
    const taskQueue = `foreign-${randomUUID()}`;
    const order = { workflow: 'order', arguments: ['o-1', 1], task_queue: taskQueue };
    const flow = await system.flow(
      [activity('charge', taskQueue, '5m'), { id: 'order', type: 'workflow', data: order }],
      [],
    );
    const runId = await system.run(flow);
    const api = new ApiClient(system.api.url);
    const waits = async () => (await api.get(`/runs/${runId}`)).body.data.waiting_for;
    const call = { task_queue: taskQueue, since: expect.any(String) as string };
    await expect.poll(waits).toMatchObject([
      { type: 'activity', path: 'charge', name: 'held', polled: false, ...call },
      { type: 'workflow', path: 'order', name: 'order', polled: false, ...call },
    ]);
    // By now the run's own workflow has given the activity up, and another waits on.
    await expect.poll(await describing(`call-${runId}/charge#1`), { timeout: 60_000 }).toBe('RUNNING');
    const foreign = await aForeignWorker(taskQueue);
    await expect.poll(waits).toMatchObject([{ polled: true }, { polled: true }]);
    foreign.release();
    await foreign.workflow(`${runId}/order#1`).signal('paid', 1);
    expect((await system.ended(runId)).done.toSorted()).toEqual(['charge', 'order']);
    expect(foreign.begun).toEqual([`${runId}/charge`]);
    expect(await waits()).toEqual([]);
  });
});
