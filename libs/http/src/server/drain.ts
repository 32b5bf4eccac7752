import { once } from 'node:events';
import type { Server } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';

/** How often connections are looked for that have become idle. */
const LOOK_MS = 100;
/** Connections that the kernel's queue holds at most: after so many, those that were in it are taken, even in a flood. */
const QUEUE = 512;

const wait = (ms: number, signal: AbortSignal) => pause(ms, undefined, { signal }).catch(() => undefined);

/**
 * Takes an HTTP server out of service without a reset for a request that was sent. `close()` of Node's HTTP server
 * resets three kinds: those whose connection is still in the kernel's queue, those that have arrived on an idle
 * connection and are not read yet, and those that a client sends before it sees that its connection was closed.
 */
export class Drain {
  private readonly connections = new Set<Socket>();
  private accepted = 0;

  /** Must be there before the server listens: it knows every connection. */
  constructor(private readonly server: Server) {
    server.on('connection', (socket: Socket) => {
      this.accepted += 1;
      this.connections.add(socket);
      socket.once('close', () => this.connections.delete(socket));
    });
  }

  /**
   * Serves as before for a moment. Then it takes no new connection, and the open ones have another moment for a last
   * request; those that send none are closed. The abort of `cut` ends all of it at once, requests under way included.
   * @returns when no connection is left
   */
  async run(momentMs: number, cut: AbortSignal): Promise<void> {
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    await wait(momentMs, cut);
    await this.queueIsEmpty();
    // Of net.Server, since that of http.Server also destroys the connections that have no request at this instant.
    NetServer.prototype.close.call(this.server);
    const gone = new AbortController();
    void closed.then(() => gone.abort());
    const over = AbortSignal.any([cut, gone.signal]);
    for (let ms = momentMs; !over.aborted; ms = LOOK_MS) {
      await wait(ms, over);
      // Right after a look at all sockets, so that no request that has arrived is taken for none.
      await turn();
      this.closeIdle();
    }
    this.server.closeAllConnections();
    await closed;
  }

  /** Each turn of the event loop takes connections out of the kernel's queue, as long as there are any. */
  private async queueIsEmpty(): Promise<void> {
    const enough = this.accepted + QUEUE;
    for (let before = -1; before !== this.accepted && this.accepted < enough; await turn()) before = this.accepted;
  }

  private closeIdle(): void {
    // To Node a connection is idle once its answer is written, though the client has not taken all of it yet.
    for (const { writableLength } of this.connections) if (writableLength > 0) return;
    this.server.closeIdleConnections();
    // To Node a connection that never sent a byte is not idle: https://github.com/nodejs/node/issues/63452
    for (const socket of this.connections) if (socket.bytesRead === 0) socket.destroy();
  }
}
