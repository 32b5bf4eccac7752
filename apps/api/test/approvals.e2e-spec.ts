import type { NodeSketch } from '@app/testing';
import { describe, expect, it } from 'vitest';
import { aTask } from './a-task.js';
import { useRunsScene } from './runs-scene.js';
import { useWaitingSystem } from './waiting-system.js';

const NOBODY = '018f0000-0000-7000-8000-000000000000';

describe('approvals, while Temporal is down', () => {
  const scene = useRunsScene();
  const titles = (answer: { body: { data: { title: string }[] } }) => answer.body.data.map(({ title }) => title);

  /** A flow with a run, and three of its tasks, oldest first; the last is decided. */
  async function threeTasks() {
    const { database, flow, run } = scene();
    const flowId = await flow();
    const runId = await run(flowId);
    const task = (title: string, sketch: object) => aTask(database, runId, { title, ...sketch });
    const first = await task('first', { users: ['ada'], roles: ['finance'] });
    const second = await task('second', { users: ['ada', 'grace'], quorum: 2 });
    const third = await task('third', { roles: ['finance'], status: 'rejected' });
    return { flowId, runId, tasks: [first, second, third] as const };
  }

  it('are listed, those that wait first of all, and filtered', async () => {
    const { api } = scene();
    const { flowId, runId } = await threeTasks();
    const list = (query: string) => api.get(`/approvals?flow_id=${flowId}&${query}`);
    const open = await list('per_page=1');
    expect([titles(open), open.body.meta.total]).toEqual([['second'], 2]);
    expect(titles(await list(`per_page=1&cursor=${open.body.meta.next_cursor}`))).toEqual(['first']);
    expect(titles(await list('status=pending,rejected'))).toEqual(['third', 'second', 'first']);
    expect(titles(await list('user=grace'))).toEqual(['second']);
    expect(titles(await list('user=ada&role=finance'))).toEqual(['first']);
    expect(titles(await list(`status=rejected&run_id=${runId}`))).toEqual(['third']);
  });

  it.each(['status=odd', 'user=', 'role=', 'flow_id=1', 'run_id=1', 'per_page=0', 'cursor=x', 'assignee=ada'])(
    'are not listed by ?%s',
    async (query) => {
      expect(await scene().api.get(`/approvals?${query}`)).toMatchObject({
        status: 400,
        body: { error: { code: 'VALIDATION_FAILED' } },
      });
    },
  );

  it('are shown with their votes, and take votes until they are decided', async () => {
    const { api } = scene();
    const { flowId, runId, tasks } = await threeTasks();
    const [, id] = tasks;
    const vote = { by: 'ada', comment: 'fine' };
    const shown = {
      id,
      run_id: runId,
      flow_id: flowId,
      flow_name: 'A flow',
      title: 'second',
      assignees: { users: ['ada', 'grace'], roles: [] },
      quorum: 2,
    };
    const first = await api.post(`/approvals/${id}/approve`, vote);
    expect([first.status, first.body.data]).toMatchObject([
      200,
      { ...shown, status: 'pending', approvals: 1, decided_at: null },
    ]);
    await api.post(`/approvals/${id}/approve`, { by: 'grace' });
    expect((await api.get(`/approvals/${id}`)).body.data).toMatchObject({
      ...shown,
      status: 'approved',
      approvals: 2,
      decided_at: expect.any(String),
      votes: [
        { ...vote, decision: 'approved', form: null },
        { by: 'grace', decision: 'approved', comment: null, form: null },
      ],
    });
    expect(await api.post(`/approvals/${id}/reject`, { by: 'grace' })).toMatchObject({
      status: 409,
      body: { error: { code: 'APPROVAL_ALREADY_VOTED' } },
    });
  });

  it.each([
    {},
    { by: '' },
    { by: 'ada', form: undefined, more: 1 },
    { by: 'ada', comment: '' },
    { by: ' ' },
    { by: 7 },
  ])('take no vote from %j', async (vote) => {
    const { tasks } = await threeTasks();
    for (const way of ['approve', 'reject'])
      expect(await scene().api.post(`/approvals/${tasks[1]}/${way}`, vote)).toMatchObject({
        status: 400,
        body: { error: { code: 'VALIDATION_FAILED' } },
      });
  });

  it('say APPROVAL_NOT_FOUND where there is none', async () => {
    const { api } = scene();
    const answers = [
      await api.get(`/approvals/${NOBODY}`),
      await api.post(`/approvals/${NOBODY}/reject`, { by: 'ada' }),
    ];
    for (const { status, body } of answers) expect([status, body.error.code]).toEqual([404, 'APPROVAL_NOT_FOUND']);
  });
});

describe('an approval in a run', () => {
  const system = useWaitingSystem();
  const ask = (data: object) => ({ id: 'ask', type: 'approval', data: { title: 'Pay {{ input.amount }}?', ...data } });
  const ways = ['approved', 'rejected', 'timeout'];
  /** A node for each way, which gives its name and what was decided. */
  const flowOf = (data: object) =>
    system().flow(
      [
        ask(data),
        ...ways.map((way) => ({ id: way, type: 'end', data: { output: { way, decided: '{{ nodes.ask.output }}' } } })),
      ],
      ways.map((way) => ['ask', way, way] as const),
    );

  /** A run that waits for a decision, and its task. */
  async function asked(data: object, body: object = {}) {
    const runId = await system().waiting(await flowOf(data), { input: { amount: 7 }, ...body });
    const [wait] = await system().waitsFor(runId);
    return { runId, task: wait?.approval_id ?? '', vote: vote(wait?.approval_id ?? '') };
  }

  const vote =
    (task: string) =>
    (way: 'approve' | 'reject', by: string, more: object = {}) =>
      system().api.post(`/approvals/${task}/${way}`, { by, ...more });

  it('is a task with all that the node asks, and goes on as it is approved, with who decided', async () => {
    const form_schema = { type: 'object', required: ['budget'] };
    const { runId, task, vote } = await asked({ description: 'Soon', roles: [], form_schema, timeout: '1h' });
    const { body } = await system().api.get(`/runs/${runId}`);
    expect(body.data.waiting_for).toMatchObject([
      { type: 'approval', path: 'ask', event: null, approval_id: task, title: 'Pay 7?' },
    ]);
    const shown = (await system().api.get(`/approvals/${task}`)).body.data;
    expect(shown).toMatchObject({
      title: 'Pay 7?',
      description: 'Soon',
      run_id: runId,
      status: 'pending',
      form_schema,
    });
    expect(Date.parse(shown.deadline) - Date.parse(shown.created_at)).toBeGreaterThan(3_500_000);
    expect(await vote('approve', 'ada')).toMatchObject({
      status: 400,
      body: { error: { code: 'APPROVAL_FORM_INVALID', details: [{ path: 'form.budget' }] } },
    });
    expect(await vote('approve', 'ada', { comment: 'ok', form: { budget: 'Q3' } })).toMatchObject({ status: 200 });
    const voted = { by: 'ada', decision: 'approved', comment: 'ok', form: { budget: 'Q3' }, at: expect.any(String) };
    expect(await system().ended(runId)).toMatchObject({
      status: 'success',
      output: { way: 'approved', decided: { decision: 'approved', votes: [voted], form: { budget: 'Q3' } } },
      waiting_for: [],
    });
  });

  it('goes on as it is rejected, by one of those who were asked', async () => {
    const { runId, vote } = await asked({ quorum: 2, assignees: { users: ['ada', '{{ "grace" }}'] } });
    expect(await vote('reject', 'eve')).toMatchObject({
      status: 403,
      body: { error: { code: 'APPROVAL_NOT_ASSIGNED' } },
    });
    await vote('approve', 'ada');
    await vote('reject', ' grace ');
    expect(await system().ended(runId)).toMatchObject({
      output: {
        way: 'rejected',
        decided: { decision: 'rejected', votes: [{ by: 'ada' }, { by: 'grace' }], form: null },
      },
    });
  });

  it('waits for as many as must approve, and not for the one who started the run where that is said', async () => {
    const { runId, vote } = await asked({ quorum: 2, allow_self: false }, { by: 'ada' });
    expect(await vote('approve', 'ada')).toMatchObject({ status: 403, body: { error: { code: 'APPROVAL_SELF' } } });
    await vote('approve', 'grace');
    expect(await vote('approve', 'grace')).toMatchObject({
      status: 409,
      body: { error: { code: 'APPROVAL_ALREADY_VOTED' } },
    });
    await vote('approve', 'edsger');
    expect(await system().ended(runId)).toMatchObject({
      output: { way: 'approved', decided: { votes: { length: 2 } } },
    });
  });

  it('is closed when its time is over', async () => {
    const { runId, task, vote } = await asked({ timeout: '1s' });
    expect(await system().ended(runId)).toMatchObject({ output: { way: 'timeout', decided: null } });
    expect((await system().api.get(`/approvals/${task}`)).body.data.status).toBe('timed_out');
    expect(await vote('approve', 'ada')).toMatchObject({ status: 409, body: { error: { code: 'APPROVAL_CLOSED' } } });
  });

  it('is closed when its run is cancelled', async () => {
    const { runId, task, vote } = await asked({});
    await system().api.post(`/runs/${runId}/cancel`);
    expect(await system().ended(runId)).toMatchObject({ status: 'cancelled', waiting_for: [] });
    expect((await system().api.get(`/approvals/${task}`)).body.data).toMatchObject({ status: 'cancelled', votes: [] });
    expect(await vote('approve', 'ada')).toMatchObject({ status: 409, body: { error: { code: 'APPROVAL_CLOSED' } } });
  });

  it('is one for each item of a map, each with its own', async () => {
    const nodes: NodeSketch[] = [
      { id: 'each', type: 'map', data: { items: 'input.people' } },
      {
        id: 'ask',
        type: 'approval',
        parentId: 'each',
        data: { title: 'Ask {{ item }}', assignees: { users: ['{{ item }}'] } },
      },
      { id: 'yes', type: 'transform', parentId: 'each', data: { output: '{{ nodes.ask.output.votes[0].by }}' } },
    ];
    const runId = await system().waiting(await system().flow(nodes, [['ask', 'yes', 'approved']]), {
      input: { people: ['ada', 'grace'] },
    });
    const tasks = (await system().api.get(`/approvals?run_id=${runId}`)).body.data;
    expect(tasks).toMatchObject([
      { path: 'each[1].ask', node_id: 'ask', title: 'Ask grace' },
      { path: 'each[0].ask', node_id: 'ask', title: 'Ask ada' },
    ]);
    for (const { id, assignees } of tasks) await vote(id)('approve', assignees.users[0]);
    expect(await system().ended(runId)).toMatchObject({ output: { each: [{ yes: 'ada' }, { yes: 'grace' }] } });
  });
});
