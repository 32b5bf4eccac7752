import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A way to a server, over which what is asked arrives and, from `deafen` on, nothing that is answered. */
export interface DeafWay {
  /** The server's URL, with the way's own address. */
  readonly url: string;
  deafen(): void;
}

/** Opens a way to the server of this URL; it is closed after the test. */
export async function aDeafWay(serverUrl: string): Promise<DeafWay> {
  const { hostname, port } = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let deaf = false;
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy()).on('close', () => other.destroy());
    }
    near.on('data', (data) => far.write(data));
    far.on('data', (data) => deaf || near.write(data));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const url = new URL(serverUrl);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: url.href, deafen: () => (deaf = true) };
}
