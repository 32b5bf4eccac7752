import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { httpNodes } from '../../test/http-node.js';
import { aServer } from '../../test/http-server.js';

describe('an http node', () => {
  it('gives status, headers and body of the response', async () => {
    const server = await aServer((_request, response) =>
      response
        .writeHead(201, { 'content-type': 'application/json', 'x-a': 'b', 'set-cookie': ['c=1', 'd=2'] })
        .end('{"ok":true}'),
    );
    const output = await httpNodes().call({ url: `${server.url}/orders` });
    expect(output).toMatchObject({
      status: 201,
      headers: { 'x-a': 'b', 'set-cookie': ['c=1', 'd=2'] },
      body: { ok: true },
    });
  });

  it('sends method, query, headers and body', async () => {
    const server = await aServer((_request, response) => response.end());
    const data = {
      method: 'PATCH',
      url: `${server.url}/o/{{ input.id }}?a=1`,
      query: { b: '{{ input.tags }}' },
      headers: { 'x-t': '{{ input.id }}' },
      body: { id: '{{ input.id }}' },
    };
    await httpNodes().call(data, { id: 7, tags: ['x', 'y'] });
    expect(server.requests).toMatchObject([
      {
        method: 'PATCH',
        url: '/o/7?a=1&b=x&b=y',
        headers: { 'x-t': '7', 'content-type': 'application/json', 'user-agent': 'Millrace' },
        body: '{"id":7}',
      },
    ]);
  });

  it('sends the idempotency key of its call with a POST', async () => {
    const server = await aServer((_request, response) => response.end());
    await httpNodes().call({ method: 'POST', url: server.url });
    expect(server.requests[0]?.headers['idempotency-key']).toBe('run-1/n');
  });

  it('takes a HEAD and a 204 for responses without a body', async () => {
    const server = await aServer((request, response) => {
      if (request.method === 'HEAD')
        response
          .writeHead(200, { 'content-length': 1000, 'content-type': 'application/json', 'content-encoding': 'gzip' })
          .end();
      else response.writeHead(204).end();
    });
    const { call } = httpNodes();
    expect(await call({ method: 'HEAD', url: server.url })).toMatchObject({ status: 200, body: null });
    expect(await call({ method: 'DELETE', url: server.url })).toMatchObject({ status: 204, body: null });
  });

  it('reads compressed responses', async () => {
    const server = await aServer((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'text/plain' }).end(gzipSync('hello')),
    );
    expect(await httpNodes().call({ url: server.url })).toMatchObject({ body: 'hello' });
  });

  it('uses connections again for the next calls', async () => {
    const ports = new Set<number | undefined>();
    const server = await aServer((request, response) => {
      ports.add(request.socket.remotePort);
      response.end('x');
    });
    const { call } = httpNodes();
    for (let i = 0; i < 20; i++) await call({ url: server.url });
    // The first connection may still be putting its last response away when the second call begins.
    expect(ports.size).toBeLessThanOrEqual(2);
  });

  it('makes many calls side by side over a bounded number of connections', async () => {
    let most = 0;
    const server = await aServer((_request, response) => {
      most = Math.max(most, server.sockets.size);
      setImmediate(() => response.end('x'));
    });
    const { call } = httpNodes({ http: { connectionsPerOrigin: 3 } });
    const outputs = await Promise.all(Array.from({ length: 50 }, () => call({ url: server.url })));
    expect(outputs.every((output) => output.status === 200)).toBe(true);
    expect(most).toBe(3);
  });

  it('lets go of the origin not used for longest, and can come back to it', async () => {
    const servers = await Promise.all([1, 2, 3].map(() => aServer((_request, response) => response.end('x'))));
    const { call } = httpNodes({ http: { maxOrigins: 1 } });
    for (const { url } of [...servers, ...servers]) expect(await call({ url })).toMatchObject({ status: 200 });
    await expect.poll(() => servers.filter(({ sockets }) => sockets.size > 0).length).toBe(1);
  });

  it('takes a status for a success where the flow says so', async () => {
    const server = await aServer((_request, response) =>
      response.writeHead(404, { 'content-type': 'text/plain' }).end('none'),
    );
    expect(await httpNodes().call({ url: server.url, success_statuses: ['2xx', 404] })).toMatchObject({
      status: 404,
      body: 'none',
    });
  });

  it('fails with what the server said when the status is no success', async () => {
    const server = await aServer((_request, response) =>
      response.writeHead(422, { 'content-type': 'application/json', 'x-a': 'b' }).end('{"why":"late"}'),
    );
    expect(await httpNodes().failure({ url: `${server.url}/x?q=1` })).toEqual({
      code: 'HTTP_STATUS',
      message: `GET ${server.url}/x answered 422 Unprocessable Entity.`,
      details: { status: 422, headers: expect.objectContaining({ 'x-a': 'b' }) as object, body: { why: 'late' } },
      retryable: false,
    });
  });

  it('keeps of the body of an error only as much as helps', async () => {
    const server = await aServer((_request, response) =>
      response.writeHead(500, { 'content-type': 'text/html' }).end('x'.repeat(3_000_000)),
    );
    const { details } = await httpNodes().failure({ url: server.url });
    expect((details as { body: string }).body).toHaveLength(16_384);
  });

  it.each([
    [408, true],
    [425, true],
    [429, true],
    [500, true],
    [503, true],
    [400, false],
    [401, false],
    [404, false],
    [409, false],
  ])('says of status %i whether another attempt may succeed: %s', async (status, retryable) => {
    const server = await aServer((_request, response) => response.writeHead(status).end());
    expect(await httpNodes().failure({ url: server.url })).toMatchObject({ code: 'HTTP_STATUS', retryable });
  });

  it('passes on how long the server asks to wait', async () => {
    const server = await aServer((_request, response) => response.writeHead(429, { 'retry-after': '7' }).end());
    expect(await httpNodes().failure({ url: server.url })).toMatchObject({ retryable: true, retryAfterMs: 7000 });
  });

  it('fails when a response is not the JSON that it should be', async () => {
    const server = await aServer((_request, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
    );
    expect(await httpNodes().failure({ url: server.url, response: 'json' })).toMatchObject({
      code: 'HTTP_RESPONSE_INVALID',
      retryable: false,
    });
  });
});
