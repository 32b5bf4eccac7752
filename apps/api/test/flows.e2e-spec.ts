import { type ApiClient, aDefinition, aFlow } from '@app/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { useApi } from './use-api.js';

const NOWHERE = '018f4d2e-7a10-7c3e-9b1a-0123456789ab';
const BAD = aDefinition([{ id: 'a', type: 'nonsense' }]);

describe('the routes of flows', () => {
  const started = useApi();
  let api: ApiClient;
  beforeAll(() => (api = started()));

  const make = async (fields = {}) => (await api.post('/flows', aFlow(fields))).body.data;

  it('make a flow and read it back', async () => {
    const made = await api.post('/flows', aFlow({ name: 'Greeting', description: 'says hello', message: 'first' }));
    expect(made.status).toBe(201);
    const { id, ...flow } = made.body.data;
    expect(made.headers.get('location')).toBe(`/api/v1/flows/${id}`);
    expect(made.headers.get('etag')).toBe('"1"');
    expect(flow).toMatchObject({
      slug: 'greeting',
      status: 'draft',
      version: 1,
      published_version: null,
      problems: [],
    });
    const read = await api.get(`/flows/${id}`);
    expect(read).toMatchObject({
      status: 200,
      body: { meta: {}, data: { id, name: 'Greeting', description: 'says hello' } },
    });
    expect(read.body.data.definition).toEqual(flow.definition);
    expect(read.headers.get('etag')).toBe('"1"');
  });

  it('keep keys that they do not know, and drop what an editor leaves behind', async () => {
    const [node] = aDefinition().nodes;
    const definition = {
      nodes: [{ ...node, color: 'red', measured: { width: 1 }, selected: true }],
      edges: [],
      viewport: { x: 1, y: 2, zoom: 1 },
    };
    const { definition: kept } = await make({ definition });
    expect(kept).toEqual({ ...definition, nodes: [{ ...node, color: 'red' }] });
  });

  it('save a draft with problems, and say which', async () => {
    const { problems, id } = await make({ definition: BAD });
    expect(problems).toMatchObject([
      { code: 'NODE_TYPE_UNKNOWN', severity: 'error', node: 'a', path: expect.any(String) },
    ]);
    const published = await api.post(`/flows/${id}/publish`);
    expect(published).toMatchObject({ status: 409, body: { error: { code: 'FLOW_HAS_PROBLEMS' } } });
    expect(published.body.error.details[0]).toMatchObject({ code: 'NODE_TYPE_UNKNOWN' });
  });

  it('keep the keys of a definition in the order in which they came', async () => {
    const definition = aDefinition([
      { id: 'z', type: 'transform', data: { output: { zeta: 1, alpha: { y: '{{ input }}', b: 2 } }, label: 'Z' } },
    ]);
    const { id, definition: answered } = await make({ definition });
    const kept = (await api.get(`/flows/${id}`)).body.data.definition;
    const version = (await api.get(`/flows/${id}/versions/1`)).body.data.definition;
    for (const each of [answered, kept, version]) expect(JSON.stringify(each)).toBe(JSON.stringify(definition));
  });

  it('refuse what not even a draft may be, naming each place, with all else that is wrong', async () => {
    const definition = {
      nodes: [
        { id: '1', type: 'log', data: { message: 'a\0b' } },
        { id: 'b', type: 'nonsense', data: {} },
      ],
      edges: [7],
    };
    const { id } = await make();
    const places = [
      'definition.nodes[0].data.message',
      'definition.edges[0]',
      'definition.nodes[0].id',
      'definition.nodes[1].type',
    ];
    for (const [method, path] of [
      ['POST', '/flows'],
      ['PUT', `/flows/${id}`],
      ['PATCH', `/flows/${id}`],
    ] as const) {
      const answer = await api.send(method, path, { body: { name: '', definition, nope: 1 } });
      expect(answer).toMatchObject({ status: 400, body: { error: { code: 'VALIDATION_FAILED' } } });
      expect(answer.body.error.details.map((detail) => detail.path)).toEqual(['nope', 'name', ...places]);
      const shape = await api.send(method, path, { body: { name: 'x', definition } });
      expect(shape.body.error.details.map((detail) => detail.path)).toEqual(places);
      expect(await api.send(method, path, { body: { name: 'x', definition: null } })).toMatchObject({
        status: 400,
        body: { error: { details: [{ path: 'definition', code: 'SHAPE_INVALID' }] } },
      });
    }
    expect(await api.post('/flows', { name: 'x' })).toMatchObject({
      status: 400,
      body: { error: { details: [{ path: 'definition' }] } },
    });
  });

  it('save a flow whole as a new version, against the version that was read', async () => {
    const { id } = await make();
    const saved = await api.put(`/flows/${id}`, aFlow({ name: 'Two', message: 'second' }), {
      headers: { 'if-match': '"1"' },
    });
    expect(saved).toMatchObject({ status: 200, body: { data: { version: 2, name: 'Two', problems: [] } } });
    expect(saved.headers.get('etag')).toBe('"2"');
    const stale = await api.put(`/flows/${id}`, aFlow(), { headers: { 'if-match': '"1"' } });
    expect(stale).toMatchObject({ status: 412, body: { error: { code: 'PRECONDITION_FAILED' } } });
    const again = await api.put(`/flows/${id}`, aFlow({ name: 'Two' }), { headers: { 'if-match': '"2"' } });
    expect(again.headers.get('etag')).toBe('"2"');
    const versions = await api.get(`/flows/${id}/versions`);
    expect(versions.body).toMatchObject({
      data: [
        { version: 2, message: 'second', published: false },
        { version: 1, message: null },
      ],
      meta: { page: 1, total: 2, total_pages: 1, next_cursor: null },
    });
    expect(await api.get(`/flows/${id}/versions/1`)).toMatchObject({
      status: 200,
      body: { data: { version: 1, flow_id: id } },
    });
    expect(await api.get(`/flows/${id}/versions/3`)).toMatchObject({
      status: 404,
      body: { error: { code: 'FLOW_VERSION_NOT_FOUND' } },
    });
    expect(await api.get(`/flows/${id}/versions/0`)).toMatchObject({ status: 400 });
  });

  it('rename, archive and unarchive without a new version', async () => {
    const { id, slug } = await make();
    expect(await api.patch(`/flows/${id}`, { name: 'New', description: null })).toMatchObject({
      status: 200,
      body: { data: { name: 'New', slug, version: 1 } },
    });
    expect((await api.patch(`/flows/${id}`, { status: 'archived' })).body.data.status).toBe('archived');
    for (const change of [
      api.patch(`/flows/${id}`, { name: 'x' }),
      api.put(`/flows/${id}`, aFlow()),
      api.post(`/flows/${id}/publish`),
    ]) {
      expect(await change).toMatchObject({ status: 409, body: { error: { code: 'FLOW_ARCHIVED' } } });
    }
    expect(await api.patch(`/flows/${id}`, { status: 'active' })).toMatchObject({
      status: 400,
      body: { error: { details: [{ path: 'status' }] } },
    });
    expect((await api.patch(`/flows/${id}`, { status: 'draft' })).body.data.status).toBe('draft');
    expect(await api.patch(`/flows/${id}`, { name: null })).toMatchObject({ status: 400 });
  });

  it('change the draft in part, as a new version with its message', async () => {
    const { id } = await make({ name: 'Old', description: 'stays' });
    const patched = await api.patch(`/flows/${id}`, { definition: BAD, message: 'half done' });
    expect(patched).toMatchObject({
      status: 200,
      body: { data: { name: 'Old', description: 'stays', version: 2, problems: [{ code: 'NODE_TYPE_UNKNOWN' }] } },
    });
    expect(patched.headers.get('etag')).toBe('"2"');
    expect((await api.patch(`/flows/${id}`, { definition: BAD, name: 'New' })).body.data).toMatchObject({
      version: 2,
      name: 'New',
      problems: [{ code: 'NODE_TYPE_UNKNOWN' }],
    });
    expect((await api.get(`/flows/${id}/versions/2`)).body.data).toMatchObject({ message: 'half done' });
    expect(await api.patch(`/flows/${id}`, { definition: BAD }, { headers: { 'if-match': '"1"' } })).toMatchObject({
      status: 412,
    });
  });

  it('delete a flow and free its slug', async () => {
    const { id } = await make({ slug: 'gone' });
    expect(await api.post('/flows', aFlow({ slug: 'gone' }))).toMatchObject({
      status: 409,
      body: { error: { code: 'FLOW_SLUG_TAKEN', details: [{ path: 'slug' }] } },
    });
    expect(await api.delete(`/flows/${id}`, { headers: { 'if-match': '"7"' } })).toMatchObject({ status: 412 });
    expect(await api.delete(`/flows/${id}`)).toMatchObject({ status: 204, body: null });
    expect(await api.get(`/flows/${id}`)).toMatchObject({ status: 404, body: { error: { code: 'FLOW_NOT_FOUND' } } });
    expect(await api.post('/flows', aFlow({ slug: 'gone' }))).toMatchObject({ status: 201 });
  });

  it('list by status, name, order, page and cursor', async () => {
    for (const name of ['list c', 'list a', 'list b']) await make({ name });
    const names = async (query: Record<string, string | number>) =>
      (await api.get('/flows', { query: { name: 'LIST', ...query } })).body.data.map(
        (flow: { name: string }) => flow.name,
      );
    expect(await names({ sort: 'name' })).toEqual(['list a', 'list b', 'list c']);
    expect(await names({ sort: '-created_at' })).toEqual(['list b', 'list a', 'list c']);
    expect(await names({ status: 'active' })).toEqual([]);
    expect(await names({ status: 'archived,draft' })).toHaveLength(3);
    expect(await api.get('/flows?status=gone')).toMatchObject({ status: 400 });
    expect(await names({ sort: 'name', per_page: 2, page: 2 })).toEqual(['list c']);
    const first = await api.get('/flows', { query: { name: 'list', sort: 'name', per_page: 2 } });
    expect(first.body.meta).toMatchObject({
      page: 1,
      per_page: 2,
      total: 3,
      total_pages: 2,
      next_cursor: expect.any(String),
    });
    expect(first.body.data[0]).not.toHaveProperty('definition');
    const cursor = first.body.meta.next_cursor;
    expect(await names({ sort: 'name', per_page: 2, cursor })).toEqual(['list c']);
    expect(await api.get('/flows', { query: { sort: '-name', cursor } })).toMatchObject({
      status: 400,
      body: { error: { details: [{ path: 'cursor' }] } },
    });
  });

  it('say all that is wrong with a definition, whatever it is', async () => {
    expect(await api.post('/flows/validate', { definition: aDefinition() })).toMatchObject({
      status: 200,
      body: { data: { valid: true, problems: [] } },
    });
    expect((await api.post('/flows/validate', { definition: BAD })).body.data).toMatchObject({
      valid: false,
      problems: [{ code: 'NODE_TYPE_UNKNOWN' }],
    });
    for (const definition of [null, 7, 'x', [], {}]) {
      const answer = await api.post('/flows/validate', { definition });
      expect([200, 400]).toContain(answer.status);
    }
    expect(await api.post('/flows/validate', {})).toMatchObject({ status: 400 });
  });

  it('answer 404 for a flow that is not there, and 400 for an id that is none', async () => {
    for (const path of [`/flows/${NOWHERE}`, `/flows/${NOWHERE}/versions`, `/flows/${NOWHERE}/versions/1`]) {
      expect(await api.get(path)).toMatchObject({ status: 404, body: { error: { code: 'FLOW_NOT_FOUND' } } });
    }
    expect(await api.put(`/flows/${NOWHERE}`, aFlow())).toMatchObject({ status: 404 });
    expect(await api.patch(`/flows/${NOWHERE}`, {})).toMatchObject({ status: 404 });
    expect(await api.delete(`/flows/${NOWHERE}`)).toMatchObject({ status: 404 });
    expect(await api.post(`/flows/${NOWHERE}/publish`)).toMatchObject({ status: 404 });
    expect(await api.get('/flows/nope')).toMatchObject({ status: 400, body: { error: { details: [{ path: 'id' }] } } });
  });

  it('take a definition of 5,000 nodes', async () => {
    const definition = aDefinition(
      Array.from({ length: 5_000 }, (_, n) => ({ id: `n${n}`, type: 'log', data: { message: 'x' } })),
    );
    const made = await api.post('/flows', aFlow({ definition }));
    expect(made).toMatchObject({ status: 201, body: { data: { problems: [] } } });
    expect((await api.get(`/flows/${made.body.data.id}`)).body.data.definition.nodes).toHaveLength(5_000);
  });

  it('serve the node types with their schemas', async () => {
    const { status, body } = await api.get('/node-types');
    expect(status).toBe(200);
    expect(body.data.map(({ type }: { type: string }) => type)).toEqual(
      expect.arrayContaining(['start', 'end', 'http', 'switch']),
    );
    for (const type of body.data)
      expect(type).toMatchObject({ title: expect.any(String), schema: { type: 'object' }, handles: expect.any(Array) });
  });
});
