import { ApiClient, OwnServer, startApi, waitFor } from '@app/testing';
import pg from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { documentedOperations } from './documented-operations.js';

const FLOW = `
with f as (
  insert into flows (organization_id, name, slug, definition_json)
  select id, 'A flow', 'a-flow', '{"nodes":[{"id":"a","type":"log","data":{"message":"hello"}}],"edges":[]}' from organizations returning *
)
insert into flow_versions (organization_id, flow_id, version, definition_json, content_hash)
select organization_id, id, 1, definition_json, 'hash' from f returning flow_id as id`;

it('the API answers 503 while PostgreSQL is down, and goes on by itself when it is back', async () => {
  const postgres = await OwnServer.postgres();
  onTestFinished(() => postgres.dispose());
  const app = await startApi({
    DATABASE_URL: postgres.address,
    TEMPORAL_ADDRESS: 'localhost:1',
    DATABASE_CONNECT_TIMEOUT: '2s',
  });
  onTestFinished(async () => void (await app.stop()));
  const api = new ApiClient(app.url);
  const client = new pg.Client(postgres.address);
  await client.connect();
  const { rows } = await client.query<{ id: string }>(FLOW);
  await client.end();
  const flowId = rows[0]?.id ?? '';
  const start = (query = {}) => api.post(`/flows/${flowId}/run`, { input: 1 }, { query });
  const operations = documentedOperations((await api.get('/openapi.json')).body);
  const waiting = start({ wait: '3s' });
  await waitFor(async () => (await api.get('/runs')).body.data.length === 1);

  for (const outage of ['stop', 'kill'] as const) {
    await postgres[outage]();
    const down = await start();
    expect([down.status, down.body.error.code]).toEqual([503, 'DATABASE_UNAVAILABLE']);
    expect(down.headers.get('retry-after')).toMatch(/^\d+$/);
    for (const { id, method, path, body, errors } of operations) {
      const needsIt = errors.some(({ code }) => code === 'DATABASE_UNAVAILABLE');
      const route = path
        .replace('{id}', flowId)
        .replace('{test}', flowId)
        .replaceAll(/\{(?:version|a|b)\}/g, '1');
      const answer = await api.send(method, api.url + route, { body });
      expect([id, answer.status]).toEqual([id, needsIt ? 503 : 200]);
    }
    await postgres.start();
    await waitFor(async () => (await start()).status === 202);
  }
  expect([202, 503]).toContain((await waiting).status);

  // Notifications are heard again: the end of a run is seen at once, not when the time is over.
  const newest = async () => (await api.get('/runs', { query: { per_page: 1 } })).body.data[0].id as string;
  const known = await newest();
  const ended = start({ wait: '30s' });
  const id = await waitFor(async () => (await newest()) !== known && newest());
  await api.post(`/runs/${id}/cancel`);
  const cancelled = (await ended).body.data;
  expect([cancelled.id, cancelled.status]).toEqual([id, 'cancelled']);
});
