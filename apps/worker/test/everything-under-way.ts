import { EventSendService, RunInboxRepository } from '@app/runs';
import { RunWaker } from '@app/temporal';
import { type NodeSketch, waitFor } from '@app/testing';
import { expect } from 'vitest';
import { aForeignWorker } from './a-foreign-worker.js';
import { aWorker, type AWorker } from './a-worker.js';

/** So many wake-ups fill a short history more than once. */
const WAKES = 30;

/** Whether the workflow has continued as new at least once. */
export async function hasContinued(worker: AWorker, runId: string): Promise<boolean> {
  const [started] = await worker.history(runId);
  return Boolean(started?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId);
}

const seen = (...ids: string[]) => Object.fromEntries(ids.map((id) => [id, `{{ nodes.${id}.output }}`]));

/** One node of each kind that is waited for, side by side, and a join. */
function waits(taskQueue: string, inner: string): NodeSketch[] {
  const apart = { task_queue: taskQueue, timeout: '1d' };
  return [
    { id: 'event', type: 'wait', data: { event: 'go', timeout: '1d' } },
    { id: 'asked', type: 'approval', data: { title: 'Well?', assignees: { users: ['ada'] }, timeout: '1d' } },
    { id: 'child', type: 'subflow', data: { flow: inner, input: { n: 1 } } },
    { id: 'held', type: 'activity', data: { activity: 'held', arguments: ['a'], ...apart } },
    {
      id: 'soon',
      type: 'activity',
      data: { activity: 'echo', arguments: ['b'], task_queue: taskQueue, timeout: '1m' },
    },
    { id: 'order', type: 'workflow', data: { workflow: 'order', arguments: ['c', 2], ...apart } },
    { id: 'items', type: 'map', data: { items: '[1, 2, 3]', concurrency: 2 } },
    { id: 'pause', type: 'delay', parentId: 'items', data: { duration: '2100ms' } },
    { id: 'item', type: 'end', parentId: 'items', data: { output: '{{ item * 10 }}' } },
    { id: 'year', type: 'group', data: { race: true } },
    { id: 'never', type: 'delay', parentId: 'year', data: { duration: '365d' } },
    { id: 'other', type: 'wait', parentId: 'year', data: { event: 'won' } },
    {
      id: 'end',
      type: 'end',
      data: { output: seen('event', 'asked', 'child', 'held', 'soon', 'order', 'items', 'year') },
    },
  ];
}

const EDGES = [
  ['event', 'end', 'received'],
  ['asked', 'end', 'approved'],
  ...['child', 'held', 'soon', 'order', 'items', 'year'].map((id) => [id, 'end'] as const),
  ['pause', 'item'],
] as const;

/**
 * Carries a run that waits for all of it at once, is woken often meanwhile, and then has everything come.
 *
 * @param address of the Temporal server
 * @param continues whether its workflow is to have continued as new by then
 */
export async function everything(address: string, continues: boolean) {
  const [worker, foreign] = await Promise.all([
    aWorker({ TEMPORAL_ADDRESS: address }),
    aForeignWorker(undefined, address),
  ]);
  const inner = await worker.aFlow([{ id: 'in', type: 'wait', data: { event: 'inner' } }]);
  await worker.sql.query({ text: `update flows set published_version = 1, status = 'active' where id = $1` }, [inner]);
  const runId = await worker.start(await worker.aFlow(waits(foreign.taskQueue, inner), [...EDGES]));
  const steps = (status: string) =>
    worker.sql.query<{ path: string }>(
      { text: 'select path from run_steps where run_id = $1 and status = $2 order by path' },
      [runId, status],
    );
  const children = () =>
    worker.sql.query<{ id: string; status: string }>({ text: 'select id, status from runs where parent_run_id = $1' }, [
      runId,
    ]);
  await waitFor(async () => foreign.begun.includes(`${runId}/held`) && (await children())[0]?.status === 'waiting', {
    within: 60_000,
    what: 'everything being under way',
  });
  const [event, inbox, waker] = [EventSendService, RunInboxRepository, RunWaker].map((token) =>
    worker.app.get(token as typeof EventSendService, { strict: false }),
  ) as unknown as [EventSendService, RunInboxRepository, RunWaker];
  for (let wake = 0; wake < WAKES; wake += 1) await waker.wake(runId);
  await expect.poll(async () => (await steps('success')).map(({ path }) => path)).toContain('items');
  await expect
    .poll(async () => {
      if (continues) await waker.wake(runId);
      return hasContinued(worker, runId);
    })
    .toBe(continues);

  await event.send(runId, { name: 'go', payload: 'gone' });
  await event.send(runId, { name: 'won', payload: 'won' });
  await event.send((await children())[0]!.id, { name: 'inner', payload: 'in' });
  const decided = { path: 'asked', attempt: 1, decision: 'approved', votes: [], form: null };
  await inbox.send(runId, { kind: 'approval.decided', data: decided, dedupeKey: 'decided' });
  await foreign.workflow(`${runId}/order#1`).signal('paid', 7);
  foreign.release();
  await waker.wake(runId);
  await expect.poll(() => worker.run(runId)).toMatchObject({ status: 'success' });
  await expect.poll(() => worker.workflowStatus(runId)).toBe('COMPLETED');
  const begun = foreign.begun.map((id) => id.replace(runId, 'RUN')).toSorted();
  const ended = (await children()).map(({ status }) => status);
  return { run: await worker.run(runId), begun, ended, cancelled: await steps('cancelled') };
}
