import { type ApiClient, aFlow } from '@app/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { useApi } from './use-api.js';

const ORIGIN = 'https://editor.example';

describe('the manners of the API', () => {
  const started = useApi({ BODY_LIMIT: '64KiB', CORS_ORIGINS: ORIGIN });
  let api: ApiClient;
  beforeAll(() => (api = started()));

  it('carry the request id on every response, the client’s own where it is sane', async () => {
    const requests = [
      api.get('/flows', { headers: { 'x-request-id': 'my-1' } }),
      api.get('/nowhere', { headers: { 'x-request-id': 'my-1' } }),
      api.put('/flows', {}, { headers: { 'x-request-id': 'my-1' } }),
      api.post('/flows', '{', { headers: { 'x-request-id': 'my-1', 'content-type': 'application/json' } }),
      api.get('/flows/%zz', { headers: { 'x-request-id': 'my-1' } }),
      api.get(`${api.url}/docs`, { headers: { 'x-request-id': 'my-1' } }),
    ];
    for (const answer of await Promise.all(requests)) expect(answer.headers.get('x-request-id')).toBe('my-1');
    expect((await api.get('/flows')).headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each([
    ['no JSON', '{', 'application/json', 400, 'MALFORMED_BODY'],
    [
      'JSON that is too deep',
      `{"name":"x","definition":${'['.repeat(5_000)}${']'.repeat(5_000)}}`,
      'application/json',
      400,
      'MALFORMED_BODY',
    ],
    ['JSON with a prototype', '{"__proto__":{}}', 'application/json', 400, 'MALFORMED_BODY'],
    ['a large body', JSON.stringify({ name: 'x'.repeat(70_000) }), 'application/json', 413, 'PAYLOAD_TOO_LARGE'],
    ['a form', 'name=x', 'application/x-www-form-urlencoded', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['text', '{}', 'text/plain', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['nothing', '', 'application/json', 400, 'VALIDATION_FAILED'],
  ])('refuse %s', async (_name, body, type, status, code) => {
    const answer = await api.post('/flows', body, { headers: { 'content-type': type } });
    expect(answer).toMatchObject({
      status,
      body: { error: { code, message: expect.any(String), details: expect.any(Array) } },
    });
  });

  it('answer 404 for unknown paths and 405 with Allow for known ones', async () => {
    expect(await api.get('/nowhere')).toMatchObject({ status: 404, body: { error: { code: 'ROUTE_NOT_FOUND' } } });
    expect(await api.get(`${api.url}/`)).toMatchObject({ status: 404 });
    for (const [method, path, allow] of [
      ['DELETE', '/flows', 'GET, HEAD, POST, OPTIONS'],
      ['POST', '/flows/018f4d2e-7a10-7c3e-9b1a-0123456789ab', 'DELETE, GET, HEAD, PATCH, PUT, OPTIONS'],
    ] as const) {
      const answer = await api.send(method, path);
      expect(answer).toMatchObject({ status: 405, body: { error: { code: 'METHOD_NOT_ALLOWED' } } });
      expect(answer.headers.get('allow')).toBe(allow);
    }
    const options = await api.send('OPTIONS', '/flows/validate');
    expect(options.status).toBe(204);
    expect(options.headers.get('allow')).toBe('POST, OPTIONS');
  });

  it('never fail over what a client can put in a path, a query or a header', async () => {
    for (const path of [
      '/flows/%00',
      '/flows?name=%00',
      '/flows?cursor=%00',
      '/flows?page=99999999999999999999',
      '/flows?name=%ff',
      '/flows?sort=id;drop',
      '/flows?page=1000000',
      '/flows?per_page=1&per_page=2',
      '/flows?name[]=x',
      '/flows?__proto__=1',
      '/flows?constructor=1',
    ]) {
      const { status } = await api.get(path);
      expect(`${path} ${status >= 500 ? status : 'is well'}`).toBe(`${path} is well`);
    }
    const { status } = await api.put('/flows/018f4d2e-7a10-7c3e-9b1a-0123456789ab', aFlow(), {
      headers: { 'if-match': '"x", W/"1"' },
    });
    expect(status).toBe(404);
  });

  it('let in pages of the listed origins only', async () => {
    const preflight = (origin: string) =>
      api.send('OPTIONS', '/flows', { headers: { origin, 'access-control-request-method': 'PUT' } });
    const { status, headers } = await preflight(ORIGIN);
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe(ORIGIN);
    expect(headers.get('access-control-allow-methods')).toContain('PUT');
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
    const refused = await api.get('/nowhere', { headers: { origin: ORIGIN } });
    expect(refused.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    expect(refused.headers.get('x-content-type-options')).toBe('nosniff');
  });
});
