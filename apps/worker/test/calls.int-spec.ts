import type { Json, JsonObject } from '@app/definition';
import { runWorkflowId, TemporalClient } from '@app/temporal';
import { waitFor } from '@app/testing';
import { describe, expect, it } from 'vitest';
import { aForeignWorker } from './a-foreign-worker.js';
import { aDatabase, aWorker, type AWorker } from './a-worker.js';

/** Our worker, somebody else's, and runs of flows of one node that calls it. */
async function aScene(env: Record<string, string> = {}) {
  const [worker, foreign] = await Promise.all([aWorker(env), aForeignWorker()]);
  const run = async (type: 'activity' | 'workflow', data: JsonObject) => {
    const node = { id: 'call', type, data: { task_queue: foreign.taskQueue, ...data } };
    const end = { id: 'end', type: 'end', data: { output: '{{ nodes.call.output }}' } };
    return worker.start(await worker.aFlow([node, end], [['call', 'end']]));
  };
  const status = async (runId: string, expected: string, rest: object = {}): Promise<void> => {
    await expect.poll(() => worker.run(runId)).toMatchObject({ status: expected, ...rest });
  };
  return { worker, foreign, run, status };
}

const success = (output: Json) => ['success', { output }] as const;
const failure = (error: object) => ['failed', { error }] as const;

const callIn = (worker: AWorker, runId: string, key = 'call#1') =>
  worker.app.get(TemporalClient).call((client) => client.workflow.getHandle(`call-${runId}/${key}`).describe());

/** What a run of a flow of one such node comes to. */
type Case = readonly [data: JsonObject, status: 'success' | 'failed', rest: object];

describe('an activity of a foreign worker', () => {
  async function comeTo(cases: readonly Case[], env: Record<string, string> = {}) {
    const { foreign, run, status } = await aScene(env);
    const runs = await Promise.all(cases.map(([data]) => run('activity', data)));
    for (const [at, [, expected, rest]] of cases.entries()) await status(runs[at] ?? '', expected, rest);
    return { foreign, runs };
  }

  it('is called with a list of arguments, with one that is none, or with none, and may return nothing', async () => {
    const { foreign, runs } = await comeTo([
      [{ activity: 'echo', arguments: ['a', { n: '{{ 1 + 1 }}' }] }, ...success(['a', { n: 2 }])],
      [{ activity: 'echo', arguments: { id: 7 } }, ...success([{ id: 7 }])],
      [{ activity: 'echo' }, ...success([])],
      [{ activity: 'nothing' }, ...success(null)],
    ]);
    expect(foreign.begun.toSorted()).toEqual(runs.map((runId) => `${runId}/call`).toSorted());
  });

  it('is called again by the policy of the node alone, and can tell by its id that it is', async () => {
    const retry = { max_attempts: 3, initial_interval: '10ms' };
    const declined = { type: 'CardDeclined', nonRetryable: true, details: [{ limit: 5 }] };
    const { foreign, runs } = await comeTo([
      [{ activity: 'fail', arguments: { type: 'Busy', times: 2 }, retry }, ...success('well')],
      [{ activity: 'fail', arguments: { type: 'Busy' } }, ...failure({ code: 'Busy' })],
      [
        { activity: 'fail', arguments: declined, retry },
        ...failure({ code: 'CardDeclined', message: 'it went wrong', details: { limit: 5 } }),
      ],
    ]);
    const times = runs.map((runId) => foreign.begun.filter((id) => id === `${runId}/call`).length);
    expect(times).toEqual([3, 1, 1]);
  });

  it('fails the node, however it fails', async () => {
    const failing = (how: Json) => ({ activity: 'fail', arguments: how });
    await comeTo(
      [
        [failing({}), ...failure({ code: 'ACTIVITY_FAILED', message: 'it went wrong' })],
        [failing({ type: 'a b' }), ...failure({ code: 'ACTIVITY_FAILED', message: 'a b: it went wrong' })],
        [{ activity: 'nul', arguments: true }, ...failure({ code: 'Nul' })],
        [{ activity: 'nul', arguments: false }, ...success('a\u0000b')],
        [{ activity: 'missing' }, ...failure({ code: 'NotFoundError' })],
        [{ activity: 'silent', timeout: '1s' }, ...failure({ code: 'NODE_TIMEOUT' })],
        [{ activity: 'silent', heartbeat_timeout: '1s' }, ...failure({ code: 'ACTIVITY_HEARTBEAT_TIMEOUT' })],
        [{ activity: 'bytes' }, ...failure({ code: 'OUTPUT_NOT_STORABLE' })],
        [{ activity: 'long', arguments: 2_000 }, ...failure({ code: 'OUTPUT_TOO_LARGE' })],
        [{ activity: 'long', arguments: 3 * 1024 * 1024 }, ...failure({ code: 'OUTPUT_TOO_LARGE' })],
        [
          { activity: 'updateRunStatus', task_queue: 'ours', arguments: ['x', 'failed', {}] },
          ...failure({ code: 'NODE_DATA_INVALID' }),
        ],
      ],
      { NODE_MAX_OUTPUT: '1KiB', TEMPORAL_TASK_QUEUE: 'ours' },
    );
  });

  it('hears of it when the run is cancelled', async () => {
    const { worker, foreign, run, status } = await aScene();
    const runId = await run('activity', { activity: 'hang', heartbeat_timeout: '1m', timeout: '1h' });
    await expect.poll(() => foreign.begun).toHaveLength(1);
    const short = await run('activity', { activity: 'hang', heartbeat_timeout: '1m' });
    await expect.poll(() => foreign.begun).toHaveLength(2);
    await worker.cancel(runId);
    await worker.cancel(short);
    await status(runId, 'cancelled');
    await status(short, 'cancelled');
    await expect.poll(() => [...foreign.stopped].toSorted()).toEqual([...foreign.begun].toSorted());
  });

  it('goes on while one worker leaves and another comes, and is not begun again', async () => {
    const database = { DATABASE_URL: await aDatabase(), TEMPORAL_TASK_QUEUE: `ours-${Date.now()}` };
    const { worker, foreign, run } = await aScene(database);
    const short = await run('activity', { activity: 'held', arguments: 1 });
    const long = await run('activity', { activity: 'held', arguments: 2, timeout: '1h' });
    await expect.poll(() => foreign.begun).toHaveLength(2);
    await worker.stop();
    const other = await aWorker(database);
    foreign.release();
    await expect.poll(() => other.run(short)).toMatchObject({ status: 'success', output: 1 });
    await expect.poll(() => other.run(long)).toMatchObject({ status: 'success', output: 2 });
    expect(foreign.begun).toHaveLength(2);
  });
});

describe('many calls of one run', () => {
  it('are all made, side by side, each once, and keep their order', async () => {
    const { worker, foreign, status } = await aScene();
    const data = { activity: 'held', task_queue: foreign.taskQueue, arguments: ['{{ item }}'] };
    const items = Array.from({ length: 60 }, (_, n) => n);
    const flow = await worker.aFlow(
      [
        { id: 'all', type: 'map', data: { items, concurrency: 60 } },
        { id: 'call', type: 'activity', parentId: 'all', data },
        { id: 'give', type: 'end', parentId: 'all', data: { output: '{{ nodes.call.output }}' } },
        { id: 'end', type: 'end', data: { output: '{{ nodes.all.output }}' } },
      ],
      [
        ['all', 'end'],
        ['call', 'give'],
      ],
    );
    const runId = await worker.start(flow);
    await expect.poll(() => foreign.begun).toHaveLength(60);
    expect(new Set(foreign.begun)).toHaveLength(60);
    foreign.release();
    await status(runId, ...success(items));
    expect(foreign.begun).toHaveLength(60);
  });
});

describe('a workflow of a foreign worker', () => {
  it('is waited for: its timers, and the signals that it waits for itself', async () => {
    const { worker, foreign, run, status } = await aScene();
    const runId = await run('workflow', { workflow: 'order', arguments: ['o-1', 2] });
    await waitFor(() =>
      foreign
        .workflow(`${runId}/call#1`)
        .signal('paid', 7)
        .then(() => true),
    );
    await status(runId, ...success({ id: 'o-1', copies: 2, paid: 7 }));
    expect((await callIn(worker, runId)).status.name).toBe('COMPLETED');
  });

  it('is only started where nothing is to be waited for, and outlives the run', async () => {
    const { foreign, run, status } = await aScene();
    const runId = await run('workflow', { workflow: 'order', arguments: ['o-2', 1], wait: false });
    const workflow = foreign.workflow(`${runId}/call#1`);
    await status(runId, 'success');
    const { runId: firstRun } = await workflow.describe();
    await status(runId, ...success({ workflow_id: `${runId}/call#1`, run_id: firstRun }));
    await workflow.signal('paid', 1);
    expect(await workflow.result()).toMatchObject({ paid: 1 });
  });

  it('is cancelled with the run, and terminated when its time is up', async () => {
    const { worker, foreign, run, status } = await aScene();
    const runId = await run('workflow', { workflow: 'patient' });
    const late = await run('workflow', { workflow: 'patient', timeout: '1s' });
    const state = (id: string) => foreign.workflow(`${id}/call#1`).describe();
    await expect.poll(async () => (await state(runId).catch(() => null))?.status.name).toBe('RUNNING');
    await worker.cancel(runId);
    await status(runId, 'cancelled');
    await expect.poll(async () => (await state(runId)).status.name).toBe('CANCELLED');
    await status(late, ...failure({ code: 'NODE_TIMEOUT' }));
    expect((await state(late)).status.name).toBe('TIMED_OUT');
  });

  it('fails the node with its own code, or where somebody terminates it', async () => {
    const { foreign, run, status } = await aScene();
    await status(await run('workflow', { workflow: 'refused' }), ...failure({ code: 'Refused', message: 'no' }));
    const runId = await run('workflow', { workflow: 'patient' });
    await waitFor(() =>
      foreign
        .workflow(`${runId}/call#1`)
        .terminate()
        .then(() => true),
    );
    await status(runId, ...failure({ code: 'CALL_STOPPED' }));
  });
});

describe('a call that has a workflow of its own', () => {
  it('is the same after the workflow of the run was lost and started again', async () => {
    const { worker, foreign, run, status } = await aScene();
    const runId = await run('activity', { activity: 'held', arguments: ['x'], timeout: '1h' });
    await expect.poll(() => foreign.begun).toHaveLength(1);
    await worker.deleteWorkflow(runId);
    await expect.poll(() => worker.workflowStatus(runId).catch(() => 'GONE')).toBe('GONE');
    await expect.poll(() => worker.workflowStatus(runId).catch(() => 'GONE')).toBe('RUNNING');
    foreign.release();
    await status(runId, ...success('x'));
    expect(foreign.begun).toHaveLength(1);
  });

  it('ends when the run was terminated in Temporal', async () => {
    const { worker, foreign, run, status } = await aScene();
    const runId = await run('activity', { activity: 'hang', heartbeat_timeout: '1m', timeout: '1h' });
    await expect.poll(() => foreign.begun).toHaveLength(1);
    await worker.workflow(runId, (workflow) => workflow.terminate());
    await status(runId, 'terminated');
    await expect.poll(() => foreign.stopped).toEqual(foreign.begun);
    await expect.poll(async () => (await callIn(worker, runId)).status.name).toBe('COMPLETED');
  });

  it('fails the node when it is gone and has left nothing', async () => {
    const { worker, foreign, run, status } = await aScene();
    const runId = await run('activity', { activity: 'hang', heartbeat_timeout: '1m', timeout: '1h' });
    await expect.poll(() => foreign.begun).toHaveLength(1);
    await worker.app
      .get(TemporalClient)
      .call((client) => client.workflow.getHandle(`call-${runId}/call#1`).terminate());
    await worker.app
      .get(TemporalClient)
      .call((client) => client.workflow.getHandle(runWorkflowId(runId)).signal('wake'));
    await status(runId, ...failure({ code: 'NODE_OUTCOME_UNKNOWN' }));
  });
});
