import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Drain } from './drain.js';

const GET = 'GET / HTTP/1.1\r\nhost: x\r\n\r\n';
const NEVER = new AbortController().signal;
const SHORT: RequestListener = (_request, response) => response.end('served');

async function aServer(handler = SHORT): Promise<{ server: Server; drain: Drain; client: () => Socket }> {
  const server = createServer(handler);
  const drain = new Drain(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => server.closeAllConnections());
  const { port } = server.address() as AddressInfo;
  return { server, drain, client: () => connect({ port, host: '127.0.0.1', noDelay: true }) };
}

/** The process gets no time, as on a machine that is busy with others. */
function standStill(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

describe('a server that is taken out of service', () => {
  it('takes all connections that the kernel has for it, however slow that is', async () => {
    const { drain, client } = await aServer((request, response) => {
      standStill(100);
      SHORT(request, response);
    });
    const clients = Array.from({ length: 20 }, client);
    const answers = clients.map((socket) => once(socket, 'data').then(String));
    for (const socket of clients) socket.end(GET);
    await drain.run(0, NEVER);
    expect(await Promise.all(answers)).toEqual(Array(20).fill(expect.stringContaining('served')));
  });

  it('reads what has arrived before it takes a connection for one without a request', async () => {
    const moment = 1_000;
    const { server, drain, client } = await aServer();
    const accepted = once(server, 'connection');
    const socket = client();
    await Promise.all([once(socket, 'connect'), accepted]);
    const drained = drain.run(moment, NEVER);
    while (server.listening) await turn();
    socket.write(GET);
    standStill(moment + 100);
    expect(await once(socket, 'data').then(String)).toContain('served');
    socket.end();
    await drained;
  });

  it('lets a client take its answer as slowly as it likes', async () => {
    const size = 50_000_000;
    const { drain, client } = await aServer((_request, response) => response.end(Buffer.alloc(size)));
    const socket = client();
    socket.write(GET);
    await once(socket, 'readable');
    const drained = drain.run(0, NEVER);
    let taken = 0;
    for (; taken < size && !socket.destroyed; await turn()) {
      taken += (socket.read(Math.min(65_536, socket.readableLength)) as Buffer | null)?.length ?? 0;
    }
    expect(taken).toBeGreaterThanOrEqual(size);
    socket.destroy();
    await drained;
  });

  it('is out of service at once when it does not listen', async () => {
    await new Drain(createServer()).run(60_000, NEVER);
  });
});
