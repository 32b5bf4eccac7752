import { describe, expect, it } from 'vitest';
import { useRunsScene } from './runs-scene.js';

const scene = useRunsScene();
const NOBODY = '018f0000-0000-7000-8000-000000000000';
const ids = (answer: { body: { data: { id: string }[] } }) => answer.body.data.map(({ id }) => id);

/** A flow with three runs, oldest first; the first has ended. */
async function threeRuns() {
  const { flow, run, end } = scene();
  const flowId = await flow();
  const runs = [await run(flowId, 1), await run(flowId, 2), await run(flowId, 3)] as const;
  await end(runs[0], 'out');
  return { flowId, runs };
}

describe('GET /runs and GET /flows/:id/runs', () => {
  it('list runs, newest first, by page and by cursor', async () => {
    const { api } = scene();
    const { flowId, runs } = await threeRuns();
    const first = await api.get(`/flows/${flowId}/runs`, { query: { per_page: 2 } });
    expect(first.status).toBe(200);
    expect(ids(first)).toEqual([runs[2], runs[1]]);
    expect(first.body.meta).toEqual({
      page: 1,
      per_page: 2,
      total: 3,
      total_pages: 2,
      next_cursor: expect.any(String),
    });
    const rest = await api.get('/runs', {
      query: { flow_id: flowId, per_page: 2, cursor: first.body.meta.next_cursor },
    });
    expect(ids(rest)).toEqual([runs[0]]);
    expect(rest.body.meta).toEqual({ page: null, per_page: 2, total: null, total_pages: null, next_cursor: null });
    expect(ids(await api.get('/runs', { query: { flow_id: flowId, per_page: 2, page: 2 } }))).toEqual([runs[0]]);
  });

  it('filter by status and time', async () => {
    const { api } = scene();
    const { flowId, runs } = await threeRuns();
    const list = async (query: string) => ids(await api.get(`/runs?flow_id=${flowId}&${query}`));
    expect(await list('status=success')).toEqual([runs[0]]);
    for (const both of ['status=success&status=queued&status=queued', 'status=queued,success'])
      expect(await list(both)).toEqual([runs[2], runs[1], runs[0]]);
    expect(await list('started_after=2020-01-01T00:00:00Z')).toEqual([runs[0]]);
    expect(await list('created_before=2020-01-01T00:00:00%2B02:00')).toEqual([]);
    expect(await list('created_after=2020-01-01T00:00:00.5Z')).toHaveLength(3);
  });

  it.each([
    'status=odd',
    'status=queued,odd',
    'per_page=0',
    'page=101',
    'cursor=abc',
    'created_after=yesterday',
    'created_after=2026-02-30T00:00:00Z',
    'created_after=2026-01-01T24:00:00Z',
    'created_after=2026-01-01T00:00:00%2B99:00',
    'flow_id=1',
    'label=customer',
    'label=:17',
    'label=a:1&label=2',
    'label=a:%00',
    `label=a:${'x'.repeat(320)}`,
    'order=id',
    'page=1&cursor=abc',
  ])('refuse ?%s', async (query) => {
    const { status, body } = await scene().api.get(`/runs?${query}`);
    expect([status, body.error.code]).toEqual([400, 'VALIDATION_FAILED']);
  });

  it('say FLOW_NOT_FOUND for the runs of no flow', async () => {
    const { status, body } = await scene().api.get(`/flows/${NOBODY}/runs`);
    expect([status, body.error.code]).toEqual([404, 'FLOW_NOT_FOUND']);
  });
});

describe('GET /runs/:id and what is below it', () => {
  it('give a run with its steps, events and log', async () => {
    const { api, database } = scene();
    const { runs } = await threeRuns();
    const [id] = runs;
    await database.query(
      `insert into run_steps (organization_id, run_id, path, attempt, ordinal, node_id, type, status, input, output, finished_at)
       select organization_id, id, 'say', 1, 2, 'say', 'log', 'success', null, '{"z":1,"a":2}', now() from runs where id = $1`,
      [id],
    );
    await database.query(`update runs set log = 'a line' where id = $1`, [id]);
    const step = {
      path: 'say',
      attempt: 1,
      node_id: 'say',
      type: 'log',
      status: 'success',
      output: { z: 1, a: 2 },
      truncated: false,
      error: null,
    };
    const run = await api.get(`/runs/${id}`);
    expect(run.body.data).toMatchObject({
      id,
      status: 'success',
      input: 1,
      output: 'out',
      steps: [step],
      next_steps: null,
    });
    expect((await api.get(`/runs/${id}/steps`)).body).toMatchObject({ data: [step], meta: { next_cursor: null } });
    const events = await api.get(`/runs/${id}/events`);
    expect(events.body).toMatchObject({
      data: [{ seq: 1, type: 'run.created', path: null, data: { trigger: 'api' } }],
      meta: { page: 1, total: 1, next_cursor: null },
    });
    const log = await api.get(`/runs/${id}/log`);
    expect(log.headers.get('content-type')).toMatch(/^text\/plain; charset=utf-8/);
    expect(log.body).toBe('a line');
  });

  it('page through events by their numbers', async () => {
    const { api, database, run } = scene();
    const id = await run();
    await database.query(
      `insert into run_events (organization_id, run_id, seq, at, type) select organization_id, id, n, now(), 'x' from runs, generate_series(2, 5) n where id = $1`,
      [id],
    );
    await database.query('update runs set seq = 5 where id = $1', [id]);
    const seqs = (answer: { body: { data: { seq: number }[] } }) => answer.body.data.map(({ seq }) => seq);
    const first = await api.get(`/runs/${id}/events`, { query: { per_page: 2 } });
    expect([seqs(first), first.body.meta.total]).toEqual([[1, 2], 5]);
    expect(
      seqs(await api.get(`/runs/${id}/events`, { query: { per_page: 2, cursor: first.body.meta.next_cursor } })),
    ).toEqual([3, 4]);
    expect(seqs(await api.get(`/runs/${id}/events`, { query: { per_page: 2, page: 3 } }))).toEqual([5]);
  });

  it.each(['', '/steps', '/events', '/log'])('say RUN_NOT_FOUND for no run: /runs/:id%s', async (below) => {
    const { status, body } = await scene().api.get(`/runs/${NOBODY}${below}`);
    expect([status, body.error.code]).toEqual([404, 'RUN_NOT_FOUND']);
  });
});

describe('POST /runs/:id/cancel', () => {
  it('ends a run that nobody has begun at once, and then says that it has ended', async () => {
    const { api, run } = scene();
    const id = await run();
    const answer = await api.post(`/runs/${id}/cancel`);
    expect([answer.status, answer.body.data.status, answer.body.data.error.code]).toEqual([
      202,
      'cancelled',
      'RUN_CANCELLED',
    ]);
    const again = await api.post(`/runs/${id}/cancel`);
    expect([again.status, again.body.error.code]).toEqual([409, 'RUN_ENDED']);
  });

  it('leaves a run under way a message, once, while Temporal is down', async () => {
    const { api, run, database } = scene();
    const id = await run();
    await database.query(`update runs set status = 'running', epoch = 1 where id = $1`, [id]);
    for (const status of [202, 202]) expect((await api.post(`/runs/${id}/cancel`)).status).toBe(status);
    expect(await database.query('select kind from run_inbox where run_id = $1', [id])).toEqual([{ kind: 'cancel' }]);
  });

  it('says RUN_NOT_FOUND for no run', async () => {
    const { status, body } = await scene().api.post(`/runs/${NOBODY}/cancel`);
    expect([status, body.error.code]).toEqual([404, 'RUN_NOT_FOUND']);
  });
});
