import { aDefinition, aFlow, type ApiAnswer, type ApiClient } from '@app/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { useApi } from './use-api.js';

const NOWHERE = '018f4d2e-7a10-7c3e-9b1a-0123456789ab';

/** Charges, and ships what costs no more than a limit. */
const orders = (limit: number) =>
  aDefinition(
    [
      { id: 'charge', type: 'http', data: { method: 'POST', url: 'https://pay.example' } },
      { id: 'small', type: 'condition', data: { expression: `input.amount <= ${limit}` } },
      { id: 'ship', type: 'http', data: { method: 'POST', url: 'https://ship.example' } },
      { id: 'ask', type: 'approval', data: { title: 'A large order' } },
    ],
    [
      ['charge', 'small'],
      ['small', 'ship', 'true'],
      ['small', 'ask', 'false'],
    ],
  );

const SMALL = {
  name: 'A small order is shipped',
  input: { amount: 50 },
  mocks: { charge: { output: { paid: true }, delay: '2s' }, ship: { output: { parcel: 7 } } },
  expect: {
    output_contains: { ship: { parcel: 7 } },
    path: { in_order: ['charge', 'ship'], did_not_run: ['ask'] },
    duration: { max: '2s' },
  },
};

describe('tests of flows', () => {
  const started = useApi();
  let api: ApiClient;
  beforeAll(() => (api = started()));

  const make = async (fields: object = {}): Promise<string> =>
    (await api.post('/flows', aFlow({ definition: orders(100), ...fields }))).body.data.id;
  const add = async (flow: string, test: object = SMALL) => api.post(`/flows/${flow}/tests`, test);
  const refusal = ({ status, body }: ApiAnswer) => [status, body.error?.code];

  it('are written, run, refuse a publication, and let it pass when the flow is right again', async () => {
    const id = await make({ publish_requires_tests: true });
    const none = await api.post(`/flows/${id}/publish`);
    expect(refusal(none)).toEqual([409, 'FLOW_TESTS_FAILED']);
    expect(none.body.error.details[0]?.message).toContain('there are none');

    const made = await add(id);
    expect(made.status).toBe(201);
    expect(made.headers.get('location')).toBe(`/api/v1/flows/${id}/tests/${made.body.data.id}`);
    expect((await api.get(`/flows/${id}/tests/${made.body.data.id}`)).body.data).toEqual(made.body.data);
    await add(id, { name: 'A large order is asked for', input: { amount: 500 }, expect: { status: 'waiting' } });
    const good = (await api.post(`/flows/${id}/test`)).body.data;
    expect(good).toMatchObject({
      version: 1,
      summary: { total: 2, passed: 2, failed: 0 },
      results: [
        { name: 'A large order is asked for', passed: true, run: { status: 'waiting', unmocked: ['charge'] } },
        { name: SMALL.name, passed: true, failures: [], run: { status: 'success', duration_ms: 2_000, steps: [] } },
      ],
    });
    expect((await api.post(`/flows/${id}/publish`)).body.data).toMatchObject({ published_version: 1 });

    await api.patch(`/flows/${id}`, { definition: orders(10) });
    const bad = (await api.post(`/flows/${id}/test`)).body.data;
    expect(bad).toMatchObject({ version: 2, summary: { passed: 1, failed: 1 } });
    expect(bad.results[1]).toMatchObject({
      passed: false,
      run: { status: 'waiting', waiting_for: [{ path: 'ask' }] },
      failures: [
        { path: 'expect.status', message: 'is waiting, for ask (approval); expected success', expected: 'success' },
        { path: 'expect.output_contains', expected: { ship: { parcel: 7 } }, actual: null },
        { path: 'expect.path.did_not_run[0]' },
        { path: 'expect.path.in_order[1]' },
      ],
    });
    expect(bad.results[1].run.steps).toContainEqual({
      path: 'charge',
      node_id: 'charge',
      type: 'http',
      attempt: 1,
      status: 'success',
      error: null,
    });

    const refused = await api.post(`/flows/${id}/publish`);
    expect(refusal(refused)).toEqual([409, 'FLOW_TESTS_FAILED']);
    expect(refused.body.error.details[0]).toEqual({
      path: `tests["${SMALL.name}"].expect.status`,
      message: 'is waiting, for ask (approval); expected success',
    });
    expect((await api.get(`/flows/${id}`)).body.data.published_version).toBe(1);

    await api.patch(`/flows/${id}`, { definition: orders(80) });
    expect((await api.post(`/flows/${id}/publish`)).body.data).toMatchObject({ published_version: 3 });
    // An older version is tested as itself.
    expect(refusal(await api.post(`/flows/${id}/publish`, { version: 2 }))).toEqual([409, 'FLOW_TESTS_FAILED']);
    expect((await api.post(`/flows/${id}/publish`, { version: 1 })).status).toBe(200);
  });

  it('are run by name, against a version, and before they are saved', async () => {
    const id = await make();
    await add(id);
    await add(id, { name: 'other', input: { amount: 500 } });
    await api.patch(`/flows/${id}`, { definition: orders(10) });
    const run = async (body: object) => api.post(`/flows/${id}/test`, body);
    const summary = async (body: object) => (await run(body)).body.data.summary;
    expect(await summary({ tests: [SMALL.name], version: 1 })).toEqual({ total: 1, passed: 1, failed: 0 });
    expect(await summary({ tests: [SMALL.name] })).toEqual({ total: 1, passed: 0, failed: 1 });
    const test = { ...SMALL, name: 'new', input: { amount: 5 } };
    expect((await run({ test })).body.data.results).toMatchObject([{ id: null, name: 'new', passed: true }]);
    expect(refusal(await run({ version: 9 }))).toEqual([404, 'FLOW_VERSION_NOT_FOUND']);
    expect(refusal(await run({ version: 'published' }))).toEqual([404, 'FLOW_VERSION_NOT_FOUND']);
    expect(await run({ tests: ['nope', SMALL.name] })).toMatchObject({
      status: 404,
      body: { error: { code: 'FLOW_TEST_NOT_FOUND', details: [{ path: 'tests[0]' }] } },
    });
    expect(await run({ test: { name: 'x', mocks: { pay: {} }, expect: { path: { ran: ['x'] } } } })).toMatchObject({
      status: 400,
      body: { error: { details: [{ path: 'test.mocks.pay' }, { path: 'test.expect.path.ran[0]' }] } },
    });
    expect((await api.get(`/flows/${id}/tests`)).body.data).toHaveLength(2);
  });

  it('are refused with all that is wrong in them', async () => {
    const id = await make();
    const wrong = { name: '', cancel_after: 'soon', expect: { stat: 1, holds: ['nope ='] }, input: 1, extra: true };
    const answer = await add(id, wrong);
    expect(answer.status).toBe(400);
    const places: readonly unknown[] = answer.body.error.details.map(({ path }) => path);
    expect(new Set(places)).toEqual(new Set(['cancel_after', 'expect.holds[0]', 'expect.stat', 'extra', 'name']));
    const unknown = { name: 'x', mocks: { pay: {} }, expect: { path: { only: ['x', 'charge'] }, holds: ['nodes.y'] } };
    expect((await add(id, unknown)).body.error.details).toEqual([
      { path: 'mocks.pay', message: 'there is no node `pay`' },
      { path: 'expect.path.only[0]', message: 'there is no node `x`' },
      { path: 'expect.holds[0]', message: 'reads nodes.y, and there is no such node' },
    ]);
    expect((await api.get(`/flows/${id}/tests`)).body.data).toEqual([]);
  });

  it('are changed whole or in part, and deleted', async () => {
    const id = await make();
    const { data } = (await add(id)).body;
    const path = `/flows/${id}/tests/${data.id}`;
    const patched = (await api.patch(path, { description: 'x', input: null })).body.data;
    expect(patched).toMatchObject({ ...SMALL, description: 'x', input: null });
    expect((await api.put(path, { name: 'new' })).body.data).toMatchObject({
      id: data.id,
      name: 'new',
      description: null,
      input: {},
      mocks: {},
      events: [],
      expect: {},
    });
    await add(id);
    expect(refusal(await api.patch(path, { name: SMALL.name }))).toEqual([409, 'FLOW_TEST_NAME_TAKEN']);
    expect(refusal(await api.put(path, {}))).toEqual([400, 'VALIDATION_FAILED']);
    await api.post(`/flows/${id}/archive`);
    expect(refusal(await api.patch(path, { name: 'y' }))).toEqual([409, 'FLOW_ARCHIVED']);
    expect((await api.post(`/flows/${id}/test`)).body.data.summary.total).toBe(2);
    await api.post(`/flows/${id}/unarchive`);
    expect((await api.delete(path)).status).toBe(204);
    expect(refusal(await api.get(path))).toEqual([404, 'FLOW_TEST_NOT_FOUND']);
    expect(refusal(await api.get(`/flows/${NOWHERE}/tests`))).toEqual([404, 'FLOW_NOT_FOUND']);
  });

  it('go with copies and files, in which they can be read', async () => {
    const id = await make({ name: 'Orders', publish_requires_tests: true });
    await add(id);
    const copy = (await api.post(`/flows/${id}/duplicate`)).body.data;
    expect(copy.publish_requires_tests).toBe(true);
    expect((await api.post(`/flows/${copy.id}/test`)).body.data.summary).toMatchObject({ total: 1, passed: 1 });
    const file = (await api.get(`/flows/${id}/export`)).body as unknown as { flow: Record<string, unknown> };
    expect(file.flow).toMatchObject({ publish_requires_tests: true, tests: [SMALL] });
    const bring = (flow: object, query = {}) =>
      api.post('/flows/import', { ...file, flow: { ...file.flow, ...flow } }, { query });
    const brought = await bring({ slug: 'brought' }, { publish: 'true' });
    expect(brought).toMatchObject({ status: 201, body: { data: { flow: { published_version: 1 } } } });
    const failing = { ...SMALL, expect: { status: 'failed' } };
    expect(await bring({ slug: 'failing', tests: [failing] }, { publish: 'true' })).toMatchObject({
      status: 409,
      body: { error: { code: 'FLOW_TESTS_FAILED', details: [{ path: `flow.tests["${SMALL.name}"].expect.status` }] } },
    });
    expect(await bring({ slug: 'wrong', tests: [{ name: 'x', expect: { statu: 1 } }, { name: 'x' }] })).toMatchObject({
      status: 400,
      body: { error: { details: [{ path: 'flow.tests[0].expect.statu' }, { path: 'flow.tests[1].name' }] } },
    });
    const { tests: _, publish_requires_tests: __, ...older } = file.flow;
    const old = await api.post(
      '/flows/import',
      { ...file, flow: { ...older, slug: 'older' } },
      { query: { publish: 'true' } },
    );
    expect(old.body.data.flow).toMatchObject({ publish_requires_tests: false, published_version: 1 });
  });
});
