import { type ApiClient, aDefinition, aFlow } from '@app/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { useApi } from './use-api.js';

const NOWHERE = '018f4d2e-7a10-7c3e-9b1a-0123456789ab';
const says = (message: string) => aDefinition([{ id: 'say', type: 'log', data: { message } }]);

describe('the routes of versions and publishing', () => {
  const started = useApi();
  let api: ApiClient;
  beforeAll(() => (api = started()));

  const make = async (fields = {}) => (await api.post('/flows', aFlow(fields))).body.data;
  const versionsOf = async (id: string) => (await api.get(`/flows/${id}/versions`)).body.data;

  it('publish the newest version, or the one that is named, and show what went live', async () => {
    const { id } = await make({ by: 'Ada' });
    await api.put(`/flows/${id}`, aFlow({ name: 'Two' }));
    expect(await api.post(`/flows/${id}/publish`, { version: 1, by: 'Grace' })).toMatchObject({
      status: 200,
      body: { data: { status: 'active', published_version: 1, version: 2 } },
    });
    const published = await api.post(`/flows/${id}/publish`, { message: 'goes live' });
    expect(published.body.data).toMatchObject({ published_version: 2, problems: [] });
    expect(published.headers.get('etag')).toBe('"2"');
    expect(await versionsOf(id)).toMatchObject([
      { version: 2, message: 'goes live', published: true, publication: { message: 'goes live', published_by: null } },
      { version: 1, message: null, created_by: 'Ada', published: false, publication: { published_by: 'Grace' } },
    ]);
    const { body } = await api.get(`/flows/${id}/publications`, { query: { per_page: 1 } });
    expect(body).toMatchObject({
      data: [{ version: 2, message: 'goes live', published_by: null, published_at: expect.any(String) }],
      meta: { total: 2, next_cursor: expect.any(String) },
    });
    const cursor = body.meta.next_cursor as string;
    expect((await api.get(`/flows/${id}/publications`, { query: { cursor } })).body.data).toMatchObject([
      { version: 1 },
    ]);
    expect(await api.get(`/flows/${id}/versions`, { query: { cursor } })).toMatchObject({ status: 400 });
  });

  it.each([[{ message: '' }], [{ version: 0 }], [{ version: '1' }], [{ version: null }], [{ by: '' }], [{ nope: 1 }]])(
    'refuse to publish %j',
    async (body) => {
      const { id } = await make();
      expect(await api.post(`/flows/${id}/publish`, body)).toMatchObject({
        status: 400,
        body: { error: { details: [{ path: Object.keys(body)[0] }] } },
      });
    },
  );

  it('publish only what was seen, is there, and can run', async () => {
    const { id } = await make();
    const refused = (body: object, headers = {}) => api.post(`/flows/${id}/publish`, body, { headers });
    expect(await refused({ version: 9 })).toMatchObject({
      status: 404,
      body: { error: { code: 'FLOW_VERSION_NOT_FOUND' } },
    });
    expect(await refused({}, { 'if-match': '"7"' })).toMatchObject({ status: 412 });
    await api.patch(`/flows/${id}`, { definition: aDefinition([{ id: 'a', type: 'nonsense' }]) });
    expect(await refused({})).toMatchObject({
      status: 409,
      body: {
        error: {
          code: 'FLOW_HAS_PROBLEMS',
          details: [{ code: 'NODE_TYPE_UNKNOWN', path: 'definition.nodes[0].type' }],
        },
      },
    });
    expect((await refused({ version: 1 }, { 'if-match': '"2"' })).body.data).toMatchObject({ published_version: 1 });
  });

  it('archive a flow and take it back, any number of times', async () => {
    const { id, version } = await make();
    await api.post(`/flows/${id}/publish`);
    for (const _ of [1, 2])
      expect(await api.post(`/flows/${id}/archive`)).toMatchObject({
        status: 200,
        body: { data: { status: 'archived', version } },
      });
    for (const refused of [
      api.post(`/flows/${id}/publish`),
      api.post(`/flows/${id}/run`),
      api.post(`/flows/${id}/versions/1/restore`),
      api.patch(`/flows/${id}`, { name: 'x' }),
    ])
      expect(await refused).toMatchObject({ status: 409, body: { error: { code: 'FLOW_ARCHIVED' } } });
    expect(await api.post(`/flows/${id}/duplicate`)).toMatchObject({ status: 201 });
    const stale = { headers: { 'if-match': '"2"' } };
    expect(await api.post(`/flows/${id}/unarchive`, undefined, stale)).toMatchObject({ status: 412 });
    for (const _ of [1, 2]) {
      const taken = await api.post(`/flows/${id}/unarchive`);
      expect(taken).toMatchObject({ status: 200, body: { data: { status: 'active', published_version: 1 } } });
      expect(taken.headers.get('etag')).toBe('"1"');
    }
    expect(await api.post(`/flows/${id}/run`)).toMatchObject({ status: 202 });
  });

  it('make a copy of a flow', async () => {
    const { id } = await make({ name: 'Orders', description: 'takes orders', definition: says('first') });
    await api.patch(`/flows/${id}`, { definition: says('second') });
    const copied = await api.post(`/flows/${id}/duplicate`);
    expect(copied).toMatchObject({
      status: 201,
      body: {
        data: { name: 'Orders (copy)', slug: 'orders-copy', description: 'takes orders', status: 'draft', version: 1 },
      },
    });
    expect(copied.headers.get('location')).toBe(`/api/v1/flows/${copied.body.data.id}`);
    expect(copied.headers.get('etag')).toBe('"1"');
    expect(copied.body.data.definition).toEqual(says('second'));
    const named = await api.post(`/flows/${id}/duplicate`, {
      name: 'Mine',
      slug: 'mine',
      description: null,
      version: 1,
      by: 'Ada',
    });
    expect(named.body.data).toMatchObject({ name: 'Mine', slug: 'mine', description: null, definition: says('first') });
    expect(await versionsOf(named.body.data.id)).toMatchObject([
      { message: 'Copy of version 1 of Orders', created_by: 'Ada' },
    ]);
    expect(await api.post(`/flows/${id}/duplicate`, { slug: 'mine' })).toMatchObject({ status: 409 });
    expect(await api.post(`/flows/${id}/duplicate`, { definition: says('x') })).toMatchObject({ status: 400 });
  });

  it('restore a version as a new one', async () => {
    const { id } = await make({ definition: says('first') });
    await api.patch(`/flows/${id}`, { definition: says('second') });
    const restored = await api.post(`/flows/${id}/versions/1/restore`, undefined, { headers: { 'if-match': '"2"' } });
    expect(restored).toMatchObject({
      status: 200,
      body: { data: { version: 3, definition: says('first'), problems: [] } },
    });
    expect(restored.headers.get('etag')).toBe('"3"');
    expect(await versionsOf(id)).toMatchObject([{ message: 'Restored version 1' }, { version: 2 }, { version: 1 }]);
    const stale = await api.post(`/flows/${id}/versions/2/restore`, {}, { headers: { 'if-match': '"2"' } });
    expect(stale.status).toBe(412);
    expect(await api.post(`/flows/${id}/versions/9/restore`)).toMatchObject({ status: 404 });
  });

  it('compare versions by node and field', async () => {
    const { id } = await make({ definition: says('first') });
    await api.patch(`/flows/${id}`, { definition: says('second'), message: 'louder' });
    const { status, body } = await api.get(`/flows/${id}/versions/1/diff/2`);
    expect(status).toBe(200);
    expect(body.data).toEqual({
      from: expect.objectContaining({ version: 1, published: false }),
      to: expect.objectContaining({ version: 2, message: 'louder' }),
      same: false,
      nodes: {
        added: [],
        removed: [],
        changed: [
          {
            id: 'say',
            type: 'log',
            label: null,
            fields: [{ path: 'data.message', change: 'changed', before: 'first', after: 'second' }],
          },
        ],
        reordered: false,
      },
      edges: { added: [], removed: [], changed: [], reordered: false },
      layout: { nodes: [], edges: [], definition: [] },
      truncated: false,
    });
    expect(await api.get(`/flows/${id}/versions/published/diff/draft`)).toMatchObject({
      status: 404,
      body: { error: { code: 'FLOW_VERSION_NOT_FOUND' } },
    });
    await api.post(`/flows/${id}/publish`, { version: 1 });
    expect((await api.get(`/flows/${id}/versions/published/diff/draft`)).body.data).toMatchObject({
      from: { version: 1, published: true },
      to: { version: 2 },
    });
    for (const name of ['0', '01', 'latest', '-1', '1.0', '%00', '1000000000'])
      expect(await api.get(`/flows/${id}/versions/${name}/diff/1`)).toMatchObject({
        status: 400,
        body: { error: { details: [{ path: 'a' }] } },
      });
    expect(await api.get(`/flows/${id}/versions/1/diff/9`)).toMatchObject({ status: 404 });
  });

  it('answer 404 for a flow that is not there', async () => {
    for (const path of ['publications', 'versions/1/diff/1'])
      expect(await api.get(`/flows/${NOWHERE}/${path}`)).toMatchObject({
        status: 404,
        body: { error: { code: 'FLOW_NOT_FOUND' } },
      });
    for (const path of ['publish', 'archive', 'unarchive', 'duplicate', 'versions/1/restore'])
      expect(await api.post(`/flows/${NOWHERE}/${path}`)).toMatchObject({
        status: 404,
        body: { error: { code: 'FLOW_NOT_FOUND' } },
      });
  });
});
