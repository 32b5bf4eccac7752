import { describe, expect, it } from 'vitest';
import { useRunsScene } from './runs-scene.js';

const scene = useRunsScene();
const NOBODY = '018f0000-0000-7000-8000-000000000000';
const NEEDS_N = {
  nodes: [
    { id: 's', type: 'start', data: { input_schema: { type: 'object', required: ['n'] } } },
    { id: 'e', type: 'end', data: {} },
  ],
  edges: [{ id: 'x', source: 's', target: 'e' }],
};

describe('POST /flows/:id/run', () => {
  it('answers 202 with the run while Temporal is down', async () => {
    const { api, flow } = scene();
    const flowId = await flow();
    const answer = await api.post(`/flows/${flowId}/run`, { input: { z: 1, a: '\0' } });
    expect(answer.status).toBe(202);
    const { data } = answer.body;
    expect(answer.headers.get('location')).toBe(`/api/v1/runs/${data.id}`);
    expect(data).toEqual({
      id: expect.any(String),
      flow_id: flowId,
      flow_name: 'A flow',
      flow_version: 1,
      status: 'queued',
      trigger: 'api',
      priority: 3,
      labels: {},
      concurrency_key: null,
      parent_run_id: null,
      parent_path: null,
      temporal_workflow_id: `run-${data.id}`,
      error: null,
      output: null,
      created_at: expect.any(String),
      started_at: null,
      finished_at: null,
      updated_at: expect.any(String),
    });
  });

  it('takes a body with nothing in it, and none', async () => {
    const { api, flow } = scene();
    const flowId = await flow();
    expect((await api.post(`/flows/${flowId}/run`, {})).status).toBe(202);
    expect((await api.post(`/flows/${flowId}/run`)).status).toBe(202);
  });

  it('holds the answer until the run has ended', async () => {
    const { api, flow, database, end } = scene();
    const flowId = await flow();
    const answer = api.post(`/flows/${flowId}/run`, undefined, { query: { wait: '20s' } });
    const found = () => database.query<{ id: string }>('select id from runs where flow_id = $1', [flowId]);
    await expect.poll(found).toHaveLength(1);
    await end((await found())[0]?.id ?? '', { done: true });
    const { status, body } = await answer;
    expect(status).toBe(202);
    expect(body.data).toMatchObject({ status: 'success', output: { done: true } });
  });

  it('answers with the run as it is when the time is over', async () => {
    const { api, flow } = scene();
    const answer = await api.post(`/flows/${await flow()}/run`, undefined, { query: { wait: '50ms' } });
    expect(answer.status).toBe(202);
    expect(answer.body.data.status).toBe('queued');
  });

  it.each([
    ['wait', 'soon'],
    ['wait', '61s'],
    ['wait', '31s'],
    ['until', '1s'],
  ])('refuses ?%s=%s', async (name, value) => {
    const { api, flow } = scene();
    const answer = await api.post(`/flows/${await flow()}/run`, {}, { query: { [name]: value } });
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatchObject({ code: 'VALIDATION_FAILED', details: [{ path: name }] });
  });

  it.each([
    [{ version: 0 }, 'version'],
    [{ version: '1' }, 'version'],
    [{ version: null }, 'version'],
    [{ priority: 0 }, 'priority'],
    [{ priority: 6 }, 'priority'],
    [{ priority: null }, 'priority'],
    [{ labels: null }, 'labels'],
    [{ labels: ['a'] }, 'labels'],
    [{ labels: { 'no name': 'x' } }, 'labels'],
    [{ labels: { a: 1 } }, 'labels.a'],
    [{ labels: { a: 'x'.repeat(257) } }, 'labels.a'],
    [{ labels: { a: '\0' } }, 'labels.a'],
    [{ labels: Object.fromEntries(Array.from({ length: 17 }, (_, n) => [`l${n}`, ''])) }, 'labels'],
    [{ inputs: {} }, 'inputs'],
    [null, ''],
    [[], ''],
  ])('refuses the body %j', async (body, path) => {
    const { api, flow } = scene();
    const answer = await api.post(`/flows/${await flow()}/run`, body);
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatchObject({ code: 'VALIDATION_FAILED', details: [{ path }] });
  });

  it.each([
    ['1e400', 'input'],
    ['{"a":[1,{"b":-1e999}]}', 'input.a[1].b'],
  ])('refuses the input %s, which no number can hold, instead of keeping null', async (input, path) => {
    const { api, flow } = scene();
    const headers = { 'content-type': 'application/json' };
    const answer = await api.post(`/flows/${await flow()}/run`, `{"input":${input}}`, { headers });
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatchObject({ code: 'VALIDATION_FAILED', details: [{ path }] });
  });

  it('refuses an input that does not hold the schema', async () => {
    const { api, flow } = scene();
    const answer = await api.post(`/flows/${await flow(NEEDS_N)}/run`, { input: {} });
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatchObject({
      code: 'RUN_INPUT_INVALID',
      details: [{ path: expect.stringMatching(/^input/) }],
    });
  });

  it('says what is not there, and what cannot be run', async () => {
    const { api, flow, database } = scene();
    const codeOf = async (flowId: string, body: object = {}) => {
      const { status, body: answer } = await api.post(`/flows/${flowId}/run`, body);
      return [status, answer.error.code];
    };
    expect(await codeOf('nonsense')).toEqual([400, 'VALIDATION_FAILED']);
    expect(await codeOf(NOBODY)).toEqual([404, 'FLOW_NOT_FOUND']);
    expect(await codeOf(await flow(), { version: 7 })).toEqual([404, 'FLOW_VERSION_NOT_FOUND']);
    expect(await codeOf(await flow({ nodes: [{ id: 'a', type: 'nope', data: {} }], edges: [] }))).toEqual([
      409,
      'FLOW_HAS_PROBLEMS',
    ]);
    const archived = await flow();
    await database.query(`update flows set status = 'archived' where id = $1`, [archived]);
    expect(await codeOf(archived)).toEqual([409, 'FLOW_ARCHIVED']);
  });
});
