import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A connection to the API, byte by byte: a test decides when what is sent, and sees how it ends. */
export class RawConnection {
  private received = '';
  private ended = false;
  /** Why it broke; undefined for one that is open, or was closed in order. */
  error: NodeJS.ErrnoException | undefined;

  private constructor(private readonly socket: Socket) {
    socket.setEncoding('latin1').on('data', (text: string) => (this.received += text));
    socket.on('error', (error: NodeJS.ErrnoException) => (this.error = error));
    socket.on('close', () => (this.ended = true));
  }

  /** Resolves when it is connected, which takes the server's kernel alone. @throws when nobody listens */
  static async open(url: string): Promise<RawConnection> {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    const connection = new RawConnection(socket);
    await once(socket, 'connect');
    return connection;
  }

  /** Resolves when the text has left this process. */
  async send(text: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.socket.write(text, (error) => (error ? reject(error) : resolve()));
    });
  }

  /** The answer to a request that was sent: its status, and whether it is the connection's last. @throws when the connection ends without one */
  async answer(): Promise<{ status: number; last: boolean }> {
    for (;;) {
      const found = /^HTTP\/1\.1 (\d+)[^]*?\r\ncontent-length: (\d+)[^]*?\r\n\r\n/i.exec(this.received);
      const length = (found?.[0].length ?? 0) + Number(found?.[2] ?? 0);
      if (found && this.received.length >= length) {
        this.received = this.received.slice(length);
        return { status: Number(found[1]), last: /\r\nconnection: close\r\n/i.test(found[0]) };
      }
      if (this.ended) throw new Error('The connection ended without an answer', { cause: this.error });
      await Promise.race([once(this.socket, 'data'), once(this.socket, 'close')]);
    }
  }

  close(): void {
    this.socket.destroy();
  }

  /** Resolves when the connection has ended. */
  async closed(): Promise<void> {
    if (!this.ended) await once(this.socket, 'close');
  }
}
