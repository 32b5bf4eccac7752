import { createServer, type AddressInfo, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { httpNodes } from '../../test/http-node.js';
import { aServer } from '../../test/http-server.js';

/** A server that answers with these bytes, whatever it is asked. */
async function aRawServer(answer: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('data', () => answer(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('an http node in trouble', () => {
  it('fails with the code of the network when nobody listens', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    expect(await httpNodes().failure({ url: `http://127.0.0.1:${port}/` })).toEqual({
      code: 'HTTP_NETWORK',
      message: `The call to 127.0.0.1:${port} failed: ECONNREFUSED.`,
      details: { code: 'ECONNREFUSED' },
      retryable: true,
    });
  });

  it('fails when the name is not known', async () => {
    const resolve = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }));
    expect(await httpNodes({ http: { resolve } }).failure({ url: 'http://nowhere.example/' })).toMatchObject({
      code: 'HTTP_NETWORK',
      details: { code: 'ENOTFOUND' },
      retryable: true,
    });
  });

  it.each([
    ['before the response', (socket: Socket) => socket.resetAndDestroy()],
    ['within the headers', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nx-a: b')],
    ['within the body', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf')],
    [
      'within a chunk',
      (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n10\r\nhalf'),
    ],
  ])('fails when the connection breaks %s', async (_when, answer) => {
    expect(await httpNodes().failure({ url: await aRawServer(answer) })).toMatchObject({
      code: 'HTTP_NETWORK',
      retryable: true,
    });
  });

  it.each(['content-length: many', 'content-length: -1', 'content-length: 1\r\ncontent-length: 2', 'no header at all'])(
    'fails when the response makes no sense: %j',
    async (line) => {
      const url = await aRawServer((socket) => socket.end(`HTTP/1.1 200 OK\r\n${line}\r\n\r\nx`));
      expect(await httpNodes().failure({ url })).toMatchObject({ code: 'HTTP_NETWORK' });
    },
  );

  it('fails when the server does not speak HTTP', async () => {
    expect(
      await httpNodes().failure({ url: await aRawServer((socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n')) }),
    ).toMatchObject({ code: 'HTTP_NETWORK' });
  });

  it('refuses headers that are huge', async () => {
    const url = await aRawServer((socket) => socket.end(`HTTP/1.1 200 OK\r\nx-a: ${'x'.repeat(100_000)}\r\n\r\n`));
    expect(await httpNodes().failure({ url })).toMatchObject({ code: 'HTTP_RESPONSE_TOO_LARGE', retryable: false });
  });

  it('stops reading a body at the limit, even one without an end', async () => {
    const server = await aServer((_request, response) => {
      const chunk = Buffer.alloc(65_536);
      const more = (): void => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', more);
      more();
    });
    expect(await httpNodes({ http: { maxResponseBytes: 200_000 } }).failure({ url: server.url })).toMatchObject({
      code: 'HTTP_RESPONSE_TOO_LARGE',
      retryable: false,
    });
    await expect.poll(() => server.sockets.size).toBe(0);
  });

  it('reads a body that is exactly as large as the limit', async () => {
    const server = await aServer((_request, response) =>
      response.writeHead(200, { 'content-type': 'text/plain' }).end('x'.repeat(1000)),
    );
    expect(await httpNodes({ http: { maxResponseBytes: 1000 } }).call({ url: server.url })).toMatchObject({
      body: 'x'.repeat(1000),
    });
    expect(await httpNodes({ http: { maxResponseBytes: 999 } }).failure({ url: server.url })).toMatchObject({
      code: 'HTTP_RESPONSE_TOO_LARGE',
    });
  });

  it('does not unpack a bomb', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    const server = await aServer((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    );
    expect(await httpNodes().failure({ url: server.url })).toMatchObject({ code: 'HTTP_RESPONSE_TOO_LARGE' });
  });

  it('gives up a connection that does not come about in time', async () => {
    const resolve = () => new Promise<never>(() => undefined);
    const failure = await httpNodes({ http: { connectTimeoutMs: 50, resolve } }).failure({
      url: 'http://silent.example/',
    });
    expect(failure).toMatchObject({
      code: 'HTTP_NETWORK',
      details: { code: 'UND_ERR_CONNECT_TIMEOUT' },
      retryable: true,
    });
  });

  it.each([
    ['while the server thinks', (socket: Socket) => socket.write('')],
    ['while the headers drip in', (socket: Socket) => socket.write('HTTP/1.1 200 OK\r\nx-a: b\r\n')],
    ['while the body drips in', (socket: Socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nx')],
  ])('stops at once when its signal is aborted %s, and leaves no connection open', async (_when, answer) => {
    const abort = new AbortController();
    const reason = new Error('time is up');
    const open = new Set<Socket>();
    const asked = Promise.withResolvers<undefined>();
    const url = await aRawServer((socket) => {
      open.add(socket);
      socket.on('close', () => open.delete(socket));
      answer(socket);
      asked.resolve(undefined);
    });
    const call = httpNodes().call({ url }, {}, abort.signal);
    await asked.promise;
    abort.abort(reason);
    await expect(call).rejects.toBe(reason);
    await expect.poll(() => open.size).toBe(0);
  });

  it('sends nothing when its signal is aborted before, or while it waits for a connection', async () => {
    const server = await aServer((_request, response) => response.end());
    const before = AbortSignal.abort(new Error('before'));
    await expect(httpNodes().call({ url: server.url }, {}, before)).rejects.toThrow('before');

    const address = Promise.withResolvers<{ address: string; family: 4 }[]>();
    const abort = new AbortController();
    const nodes = httpNodes({ http: { resolve: () => address.promise } });
    const call = nodes.call({ url: `http://slow.example:${server.port}/` }, {}, abort.signal);
    abort.abort(new Error('meanwhile'));
    await expect(call).rejects.toThrow('meanwhile');
    address.resolve([{ address: '127.0.0.1', family: 4 }]);
    await nodes.call({ url: `http://slow.example:${server.port}/second` });
    expect(server.requests).toMatchObject([{ url: '/second' }]);
  });

  it('breaks off the calls under way when the executor is closed', async () => {
    const asked = Promise.withResolvers<undefined>();
    const server = await aServer(() => asked.resolve(undefined));
    const { executor, failure } = httpNodes();
    const failing = failure({ url: server.url });
    await asked.promise;
    await executor.close();
    expect(await failing).toMatchObject({ code: 'HTTP_NETWORK' });
  });
});
