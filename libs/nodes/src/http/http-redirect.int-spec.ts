import { describe, expect, it } from 'vitest';
import { httpNodes } from '../../test/http-node.js';
import { aServer, type TestServer } from '../../test/http-server.js';

const redirectTo = (location: string, status = 302): Promise<TestServer> =>
  aServer((_request, response) => response.writeHead(status, { location }).end('moved'));

describe('redirects', () => {
  it('are followed, relative ones too', async () => {
    const server = await aServer((request, response) => {
      if (request.url === '/a/start') response.writeHead(302, { location: 'next?x=1' }).end();
      else response.end(request.url);
    });
    expect(await httpNodes().call({ url: `${server.url}/a/start`, response: 'text' })).toMatchObject({
      status: 200,
      body: '/a/next?x=1',
    });
  });

  it('that never end are given up', async () => {
    const server = await redirectTo('/again');
    expect(await httpNodes().failure({ url: server.url })).toMatchObject({
      code: 'HTTP_TOO_MANY_REDIRECTS',
      retryable: false,
    });
    expect(server.requests).toHaveLength(6);
  });

  it('keep a POST with its body where the status says so', async () => {
    const target = await aServer((_request, response) => response.end());
    const server = await redirectTo(`${target.url}/t`, 307);
    await httpNodes().call({ method: 'POST', url: server.url, body: { a: 1 } });
    expect(target.requests).toMatchObject([{ method: 'POST', url: '/t', body: '{"a":1}' }]);
  });

  it('take no credentials to another origin, nor any header with a secret', async () => {
    const target = await aServer((_request, response) => response.end());
    const server = await redirectTo(target.url);
    const secrets = { TOKEN: 'token-1234', OTHER: 'other-1234' };
    await httpNodes({ secrets }).call({
      url: server.url,
      auth: { type: 'bearer', token: '{{ secrets.TOKEN }}' },
      headers: { 'x-tenant': '{{ secrets.OTHER }}', 'x-plain': 'p', cookie: 'c=1' },
    });
    expect(server.requests[0]?.headers).toMatchObject({
      authorization: 'Bearer token-1234',
      'x-tenant': 'other-1234',
      cookie: 'c=1',
    });
    expect(target.requests[0]?.headers).toMatchObject({ 'x-plain': 'p' });
    expect(JSON.stringify(target.requests)).not.toMatch(/1234|c=1/);
  });

  it('are not followed when they are listed as a success', async () => {
    const server = await redirectTo('/next');
    expect(await httpNodes().call({ url: server.url, success_statuses: [302] })).toMatchObject({
      status: 302,
      headers: { location: '/next' },
    });
  });

  it('without a place to go to are a status like any other', async () => {
    const server = await aServer((_request, response) => response.writeHead(302).end());
    expect(await httpNodes().failure({ url: server.url })).toMatchObject({
      code: 'HTTP_STATUS',
      details: { status: 302 },
    });
  });

  it.each(['file:///etc/passwd', 'gopher://127.0.0.1/'])('to %s are refused', async (location) => {
    const server = await redirectTo(location);
    expect(await httpNodes().failure({ url: server.url })).toMatchObject({ code: 'HTTP_BLOCKED_ADDRESS' });
  });
});
