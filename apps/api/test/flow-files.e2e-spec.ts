import { aDefinition, aFlow, ApiClient, createDatabase, startApi, temporalAddress } from '@app/testing';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { useApi } from './use-api.js';

const NOWHERE = '018f4d2e-7a10-7c3e-9b1a-0123456789ab';

/** A flow whose node names another one. */
const calling = (flow: string, rest = {}) =>
  aDefinition([
    { id: 'call', type: 'subflow', data: { flow, ...rest } },
    { id: 'ask', type: 'http', data: { url: '{{ env.HOST }}', headers: { a: '{{ secrets.TOKEN }}' } } },
  ]);

describe('flows as files', () => {
  const started = useApi({ FLOW_ENV_HOST: 'x' });
  let api: ApiClient;
  beforeAll(() => (api = started()));

  const make = async (fields = {}) => (await api.post('/flows', aFlow(fields))).body.data;
  const exported = async (id: string, query = {}) => (await api.get(`/flows/${id}/export`, { query })).body as unknown;
  /** A file of one flow. */
  const file = (slug: string, rest = {}) => ({
    format: 'millrace/flow',
    format_version: 1,
    flow: { name: slug, slug, definition: aDefinition() },
    ...rest,
  });

  it('are exported with everything that they need', async () => {
    const inner = await make({ name: 'Inner', by: 'Ada', message: 'first' });
    const { id } = await make({ name: 'Outer', definition: calling(inner.id) });
    const answer = await api.get(`/flows/${id}/export`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^application\/json\b/);
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="outer.v1.json"');
    expect(answer.body).toEqual({
      format: 'millrace/flow',
      format_version: 1,
      exported_at: expect.any(String),
      flow: {
        id,
        name: 'Outer',
        slug: 'outer',
        description: null,
        published: false,
        version: 1,
        content_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        message: null,
        created_by: null,
        created_at: expect.any(String),
        definition: calling(inner.id),
        publish_requires_tests: false,
        tests: [],
        pinned: [],
      },
      subflows: [expect.objectContaining({ id: inner.id, slug: 'inner', message: 'first', created_by: 'Ada' })],
      requires: {
        env: ['HOST'],
        secrets: ['TOKEN'],
        task_queues: [],
        node_types: ['http', 'log', 'subflow'],
        flows: [],
      },
    });
  });

  it('are exported in the version that is named', async () => {
    const { id } = await make({ name: 'Versions' });
    await api.patch(`/flows/${id}`, { definition: calling('nope') });
    expect(await exported(id)).toMatchObject({ flow: { version: 2 }, requires: { flows: ['nope'] } });
    expect(await exported(id, { version: 1 })).toMatchObject({ flow: { version: 1 }, requires: { flows: [] } });
    await api.post(`/flows/${id}/publish`, { version: 1 });
    expect(await exported(id, { version: 'published' })).toMatchObject({ flow: { version: 1, published: true } });
    for (const version of ['0', 'x', ''])
      expect(await api.get(`/flows/${id}/export`, { query: { version } })).toMatchObject({ status: 400 });
    expect(await api.get(`/flows/${id}/export?version=9`)).toMatchObject({ status: 404 });
    expect(await api.get(`/flows/${NOWHERE}/export`)).toMatchObject({
      status: 404,
      body: { error: { code: 'FLOW_NOT_FOUND' } },
    });
  });

  it('are taken by another server as they are', async () => {
    const inner = await make({ name: 'Travels' });
    const { id } = await make({ name: 'Travels far', definition: calling(inner.id), description: 'far' });
    const sent = await exported(id);
    const database = await createDatabase();
    onTestFinished(database.drop);
    const app = await startApi({ DATABASE_URL: database.url, TEMPORAL_ADDRESS: temporalAddress() });
    onTestFinished(async () => void (await app.stop()));
    const there = new ApiClient(app.url);
    const answer = await there.post('/flows/import', sent);
    expect(answer.status).toBe(201);
    const { flow, subflows, warnings, requires } = answer.body.data;
    expect(answer.headers.get('location')).toBe(`/api/v1/flows/${flow.id}`);
    expect(flow).toMatchObject({
      name: 'Travels far',
      slug: 'travels-far',
      action: 'created',
      status: 'draft',
      origin: { id, version: 1 },
    });
    expect(subflows).toMatchObject([{ slug: 'travels', action: 'created', origin: { id: inner.id, slug: 'travels' } }]);
    expect(warnings).toMatchObject([
      { code: 'ENV_NOT_SET', name: 'HOST', message: 'env.HOST is not set on this server' },
      { code: 'SECRET_NOT_SET', name: 'TOKEN' },
      { code: 'FLOW_NOT_PUBLISHED', name: 'travels' },
    ]);
    expect(requires).toEqual({
      env: ['HOST'],
      secrets: ['TOKEN'],
      task_queues: [],
      node_types: ['http', 'log', 'subflow'],
    });
    const kept = (await there.get(`/flows/${flow.id}`)).body.data;
    expect(kept).toMatchObject({ description: 'far', definition: calling(subflows[0].id) });
    expect((await there.get(`/flows/${flow.id}/export`)).body).toMatchObject({
      flow: { name: 'Travels far' },
      subflows: [{ name: 'Travels' }],
    });
  });

  it('are refused, renamed or saved as new versions where their slugs are taken', async () => {
    const there = await make({ name: 'Mine', slug: 'mine' });
    const ask = (query: object, rest = {}) =>
      api.post('/flows/import', file('mine', { subflows: [file('mine-too').flow], ...rest }), { query: { ...query } });
    expect(await ask({})).toMatchObject({
      status: 409,
      body: { error: { code: 'FLOW_SLUG_TAKEN', details: [{ path: 'flow.slug' }] } },
    });
    expect(await api.get('/flows', { query: { name: 'mine-too' } })).toMatchObject({ body: { data: [] } });
    expect((await ask({ on_conflict: 'rename' })).body.data).toMatchObject({
      flow: { slug: 'mine-2', action: 'created' },
    });
    const next = { flow: { name: 'Other', slug: 'mine', definition: calling('mine-too'), message: 'deployed' } };
    const published = await ask({ on_conflict: 'new_version', publish: 'true', by: 'CI' }, next);
    expect(published.body.data).toMatchObject({
      flow: { id: there.id, name: 'Other', version: 2, published_version: 2, action: 'changed' },
      subflows: [{ slug: 'mine-too', version: 1, published_version: 1, action: 'changed' }],
    });
    expect((await api.get(`/flows/${there.id}/versions`)).body.data[0]).toMatchObject({
      message: 'deployed',
      created_by: 'CI',
      publication: { published_by: 'CI' },
    });
    for (const query of [{ on_conflict: 'x' }, { publish: 'yes' }, { by: '' }, { nope: 1 }])
      expect(await ask(query)).toMatchObject({
        status: 400,
        body: { error: { details: [{ path: Object.keys(query)[0] }] } },
      });
  });

  it('are published only if nothing is wrong with any of them', async () => {
    const bad = { name: 'bad', slug: 'bad-one', definition: aDefinition([{ id: 'a', type: 'nonsense' }]) };
    const sent = file('good-one', { subflows: [bad] });
    expect(await api.post('/flows/import?publish=true', sent)).toMatchObject({
      status: 409,
      body: { error: { code: 'FLOW_HAS_PROBLEMS', details: [{ path: 'subflows[0].definition.nodes[0].type' }] } },
    });
    const { status, body } = await api.post('/flows/import', sent);
    expect(status).toBe(201);
    expect(body.data).toMatchObject({
      flow: { problems: [] },
      subflows: [{ problems: [{ code: 'NODE_TYPE_UNKNOWN' }] }],
    });
  });

  it.each<[string, object, string[]]>([
    ['another format', { format: 'x', format_version: 2 }, ['format', 'format_version']],
    ['no flow', { flow: undefined }, ['flow']],
    ['a flow that is none', { flow: 7, subflows: {} }, ['flow', 'subflows']],
    ['fields that are missing', { flow: {} }, ['flow.name', 'flow.slug', 'flow.definition']],
    [
      'fields that are wrong',
      {
        flow: {
          ...file('a').flow,
          id: 1,
          slug: 'A',
          version: 0,
          description: 7,
          message: '',
          created_by: 'x\0',
          created_at: 'x',
        },
        exported_at: 1,
      },
      [
        'exported_at',
        'flow.id',
        'flow.slug',
        'flow.version',
        'flow.description',
        'flow.message',
        'flow.created_by',
        'flow.created_at',
      ],
    ],
    ['fields that nobody knows', { nope: 1, flow: { ...file('a').flow, nope: 1 } }, ['nope', 'flow.nope']],
    [
      'definitions that nobody could read back, each with its place',
      {
        flow: { ...file('a').flow, definition: 7, pinned: [{ version: 2, definition: {} }, { version: 2 }] },
        subflows: [file('b').flow, { ...file('c').flow, definition: aDefinition([{ id: '1', type: 'log' }]) }],
      },
      [
        'flow.definition',
        'flow.pinned[0].definition.nodes',
        'flow.pinned[0].definition.edges',
        'flow.pinned[1].definition',
        'flow.pinned[1].version',
        'subflows[1].definition.nodes[0].id',
      ],
    ],
    ['flows of one slug', { subflows: [file('a').flow, file('a').flow] }, ['subflows[0].slug', 'subflows[1].slug']],
    [
      'flows of one id',
      { flow: { ...file('a').flow, id: NOWHERE }, subflows: [{ ...file('b').flow, id: NOWHERE.toUpperCase() }] },
      ['subflows[0].id'],
    ],
    ['too many', { subflows: Array.from({ length: 500 }, (_, n) => file(`s${n}`).flow) }, ['subflows']],
    ['far too many', { subflows: Array.from({ length: 100_000 }, () => 0) }, ['subflows']],
  ])('are not imported from a file with %s', async (_, rest, paths) => {
    const { status, body } = await api.post('/flows/import', file('a', rest));
    expect({ status, code: body.error.code }).toEqual({ status: 400, code: 'VALIDATION_FAILED' });
    const found = body.error.details.map(({ path }) => path);
    expect(found.filter((path) => paths.includes(path ?? ''))).toEqual(expect.arrayContaining(paths));
  });

  it('list no more than a thousand errors', async () => {
    const nodes = Array.from({ length: 900 }, (_, n) => ({ id: `${n}`, type: 'log', data: {} }));
    const flows = Array.from({ length: 20 }, (_, n) => ({
      name: 'x',
      slug: `s${n}`,
      definition: { nodes, edges: [] },
    }));
    const { status, body } = await api.post('/flows/import', file('a', { subflows: flows }));
    expect(status).toBe(400);
    expect(body.error.details).toHaveLength(1_000);
  });
});
