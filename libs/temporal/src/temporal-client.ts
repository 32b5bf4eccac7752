import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Client, Connection } from '@temporalio/client';
import { connectionOptions } from './connection-options.js';
import { InjectTemporalOptions } from './temporal.decorators.js';
import type { TemporalOptions } from './temporal.options.js';

/** The process's one client connection. It connects on first use and again by itself, so nothing here waits for a server to be up. */
@Injectable()
export class TemporalClient implements OnApplicationShutdown {
  private opened: { readonly connection: Connection; readonly client: Client } | undefined;
  private readonly underWay = new Set<Promise<unknown>>();

  constructor(@InjectTemporalOptions() private readonly options: TemporalOptions) {}

  /**
   * Makes calls with the client, under a deadline for all of them together.
   * @throws the client's errors; a grpc DEADLINE_EXCEEDED or UNAVAILABLE when the server cannot be reached
   */
  call<T>(calls: (client: Client) => Promise<T>, timeoutMs: number = this.options.connectTimeoutMs): Promise<T> {
    const { connection, client } = (this.opened ??= this.open());
    const made = connection.withDeadline(Date.now() + timeoutMs, () => calls(client));
    const end = (): unknown => this.underWay.delete(made);
    this.underWay.add(made);
    made.then(end, end);
    return made;
  }

  /**
   * Closes the connection when every call has its answer or is past its deadline: one that the client makes again by
   * itself, on a connection that is closed by then, would end the process.
   */
  async onApplicationShutdown(): Promise<void> {
    const opened = this.opened;
    this.opened = undefined;
    await Promise.allSettled(this.underWay);
    await opened?.connection.close();
  }

  private open(): { connection: Connection; client: Client } {
    const connection = Connection.lazy(connectionOptions(this.options));
    return { connection, client: new Client({ connection, namespace: this.options.namespace }) };
  }
}
