import { randomInt } from 'node:crypto';
import { connect, createServer } from 'node:net';

/** Below those that systems give to outgoing connections and to `listen(0)`: none is taken by chance before it is used. */
const FIRST = 15_000;
const COUNT = 15_000;
/** Processes that look at the same time look in different places. */
let next = randomInt(COUNT);

/** Whether a server could listen there now. */
export async function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  // Some systems let a loopback socket stand in front of a wildcard one, so binding alone proves little.
  return (await canListen(port, host)) && !(await answers(port));
}

/** A port that nobody listens on: the preferred one if it is free. */
export async function freePort(preferred?: number): Promise<number> {
  if (preferred !== undefined && (await isFree(preferred))) return preferred;
  for (let looked = 0; looked < COUNT; looked += 1) {
    next = (next + 1) % COUNT;
    const port = FIRST + next;
    if (await isFree(port)) return port;
  }
  throw new Error('This machine has no free port on 127.0.0.1.');
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: 500 });
    const end = (yes: boolean) => {
      socket.destroy();
      resolve(yes);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });
}
