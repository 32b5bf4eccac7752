import { describe, expect, it } from 'vitest';
import { aCountingServer } from './a-counting-server.js';
import { aDatabase, aWorker, type AWorker } from './a-worker.js';

async function status(worker: AWorker, runId: string, expected: string): Promise<void> {
  await expect.poll(() => worker.run(runId)).toMatchObject({ status: expected });
}

/** Messages look too young for ever to those who look for messages that nobody was woken for. */
const withoutSweep = (worker: AWorker): Promise<unknown> =>
  worker.sql.query({ text: `alter table run_inbox alter created_at set default now() + interval '1 hour'` });

describe('a worker', () => {
  it('carries a queued run to its end', async () => {
    const worker = await aWorker();
    const flow = await worker.aFlow(
      [
        { id: 'a', type: 'transform', data: { output: '{{ input.n + 1 }}' } },
        { id: 'b', type: 'end', data: { output: '{{ nodes.a.output }}' } },
      ],
      [['a', 'b']],
    );
    const runId = await worker.start(flow, { n: 41 });
    await expect.poll(() => worker.run(runId)).toMatchObject({ status: 'success', output: 42 });
    await expect.poll(() => worker.workflowStatus(runId)).toBe('COMPLETED');
  });

  it('closes the workflow of a failed run as failed', async () => {
    const worker = await aWorker();
    const runId = await worker.start(await worker.aFlow([{ id: 'f', type: 'fail', data: { code: 'NO_STOCK' } }], []));
    await status(worker, runId, 'failed');
    await expect.poll(() => worker.workflowStatus(runId)).toBe('FAILED');
  });

  it('leaves a long wait to Temporal, and goes on after it', async () => {
    const worker = await aWorker();
    const runId = await worker.start(await worker.aFlow([{ id: 'd', type: 'delay', data: { duration: '4s' } }], []));
    await status(worker, runId, 'waiting');
    await status(worker, runId, 'success');
  });

  it('is woken by the cancel of a waiting run, and ends it', async () => {
    const worker = await aWorker();
    await withoutSweep(worker);
    const runId = await worker.start(await worker.aFlow([{ id: 'd', type: 'delay', data: { duration: '1h' } }], []));
    await status(worker, runId, 'waiting');
    await worker.cancel(runId);
    await status(worker, runId, 'cancelled');
  });

  it.each([
    ['a short effect', '10s'],
    ['a long activity', '60s'],
  ])('is woken by the cancel of a run, and aborts %s', async (_, timeout) => {
    const worker = await aWorker();
    await withoutSweep(worker);
    const server = await aCountingServer();
    server.hold('/slow');
    const data = { method: 'GET', url: `${server.url}/slow`, timeout };
    const runId = await worker.start(await worker.aFlow([{ id: 'h', type: 'http', data }], []));
    await expect.poll(() => server.calls.get('/slow')).toBe(1);
    await worker.cancel(runId);
    await status(worker, runId, 'cancelled');
    await expect.poll(() => server.gone()).toBe(1);
    const steps = await worker.sql.query({ text: 'select status, error from run_steps where run_id = $1' }, [runId]);
    expect(steps).toMatchObject([{ status: 'cancelled' }]);
  });

  it('carries a node with a long time-out out as an activity, once', async () => {
    const worker = await aWorker();
    const server = await aCountingServer();
    const data = { method: 'GET', url: `${server.url}/once?ms=300`, timeout: '60s' };
    const runId = await worker.start(await worker.aFlow([{ id: 'h', type: 'http', data }], []));
    await status(worker, runId, 'success');
    expect(server.calls.get('/once')).toBe(1);
    expect(await worker.eventTypes(runId)).toContain('EVENT_TYPE_ACTIVITY_TASK_COMPLETED');
  });

  it('starts the first task of a run right here', async () => {
    const worker = await aWorker();
    const runId = await worker.start(await worker.aFlow([{ id: 'd', type: 'delay', data: { duration: '1h' } }], []));
    await status(worker, runId, 'waiting');
    expect((await worker.history(runId))[0]?.workflowExecutionStartedEventAttributes?.eagerExecutionAccepted).toBe(
      true,
    );
  });

  it('fails a run visibly whose version cannot be compiled', async () => {
    const worker = await aWorker();
    const flow = await worker.aFlow([{ id: 'd', type: 'delay', data: { duration: '1h' } }], []);
    const runId = await worker.start(flow);
    await status(worker, runId, 'waiting');
    await worker.sql.query({ text: `update runs set state = '{"version":99}' where id = $1` }, [runId]);
    await worker.workflow(runId, (workflow) => workflow.signal('wake'));
    await status(worker, runId, 'failed');
    expect(await worker.run(runId)).toMatchObject({ error: { code: 'RUN_BROKEN' } });
  });
});

describe('a run and its workflow', () => {
  async function aWaitingRun(duration = '1h'): Promise<{ worker: AWorker; runId: string }> {
    const worker = await aWorker();
    const runId = await worker.start(
      await worker.aFlow(
        [
          { id: 'd', type: 'delay', data: { duration } },
          { id: 'e', type: 'end' },
        ],
        [['d', 'e']],
      ),
    );
    await status(worker, runId, 'waiting');
    return { worker, runId };
  }

  it('end together when an operator terminates the workflow, and the run is not resumed', async () => {
    const { worker, runId } = await aWaitingRun();
    await worker.workflow(runId, (workflow) => workflow.terminate('by the operator'));
    await status(worker, runId, 'terminated');
    expect(await worker.run(runId)).toMatchObject({ error: { code: 'RUN_TERMINATED' } });
    expect(await worker.workflowStatus(runId)).toBe('TERMINATED');
  });

  it('end together when an operator cancels the workflow', async () => {
    const { worker, runId } = await aWaitingRun();
    await worker.workflow(runId, (workflow) => workflow.cancel());
    await status(worker, runId, 'cancelled');
    await expect.poll(() => worker.workflowStatus(runId)).toBe('CANCELLED');
  });

  it('come together again when the workflow is gone from Temporal', async () => {
    const { worker, runId } = await aWaitingRun('6s');
    await worker.deleteWorkflow(runId);
    await status(worker, runId, 'success');
    await expect.poll(() => worker.workflowStatus(runId)).toBe('COMPLETED');
  });

  it('meet over a message whose wake-up was lost', async () => {
    const { worker, runId } = await aWaitingRun();
    await worker.sql.query(
      {
        text: `insert into run_inbox (organization_id, run_id, kind) select organization_id, id, 'cancel' from runs where id = $1`,
      },
      [runId],
    );
    await status(worker, runId, 'cancelled');
  });
});

describe('a worker that leaves', () => {
  it('hands a run over in the middle: another goes on, and what was done is not done again', async () => {
    const shared = { DATABASE_URL: await aDatabase(), TEMPORAL_TASK_QUEUE: crypto.randomUUID() };
    const server = await aCountingServer();
    const letGo = server.hold('/b');
    const first = await aWorker(shared);
    const call = (id: string) => ({
      id,
      type: 'http',
      data: { method: 'GET', url: `${server.url}/${id}`, timeout: '10s' },
    });
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const flow = await first.aFlow(ids.map(call), [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'd'],
      ['d', 'e'],
    ]);
    const runId = await first.start(flow);
    await expect.poll(() => server.calls.has('/b')).toBe(true);
    const second = await aWorker(shared);
    const stopped = first.stop();
    letGo();
    await stopped;
    await status(second, runId, 'success');
    expect(Object.fromEntries(server.calls)).toEqual({ '/a': 1, '/b': 1, '/c': 1, '/d': 1, '/e': 1 });
  });
});
