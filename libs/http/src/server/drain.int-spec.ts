import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { once } from 'node:events';
import { onTestFinished, describe, expect, it } from 'vitest';
import { Drain } from './drain.js';

const GET = 'GET / HTTP/1.1\r\nhost: x\r\n\r\n';
const NEVER = new AbortController().signal;

async function aServer(): Promise<{ server: Server; drain: Drain; client: () => Promise<Socket> }> {
  const server = createServer((_request, response) => response.end('served'));
  const drain = new Drain(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => server.closeAllConnections());
  const { port } = server.address() as AddressInfo;
  const client = async (): Promise<Socket> => {
    const accepted = once(server, 'connection');
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    await Promise.all([once(socket, 'connect'), accepted]);
    return socket;
  };
  return { server, drain, client };
}

/** The process gets no time, as on a machine that is busy with others. */
function standStill(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

describe('a server that is taken out of service', () => {
  it('reads what has arrived before it takes a connection for one without a request', async () => {
    const moment = 1_000;
    const { server, drain, client } = await aServer();
    const socket = await client();
    const drained = drain.run(moment, NEVER);
    while (server.listening) await turn();
    socket.write(GET);
    standStill(moment + 100);
    expect(await once(socket, 'data').then(String)).toContain('served');
    socket.end();
    await drained;
  });

  it('is out of service at once when it does not listen', async () => {
    await new Drain(createServer()).run(60_000, NEVER);
  });
});
