import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Client, Connection } from '@temporalio/client';
import { connectionOptions } from './connection-options.js';
import { InjectTemporalOptions } from './temporal.decorators.js';
import type { TemporalOptions } from './temporal.options.js';

/** The process's one client connection. It connects on first use and again by itself, so nothing here waits for a server to be up. */
@Injectable()
export class TemporalClient implements OnApplicationShutdown {
  private opened: { readonly connection: Connection; readonly client: Client } | undefined;

  constructor(@InjectTemporalOptions() private readonly options: TemporalOptions) {}

  /**
   * Makes calls with the client, under a deadline for all of them together.
   * @throws the client's errors; a grpc DEADLINE_EXCEEDED or UNAVAILABLE when the server cannot be reached
   */
  call<T>(calls: (client: Client) => Promise<T>, timeoutMs: number = this.options.connectTimeoutMs): Promise<T> {
    const { connection, client } = (this.opened ??= this.open());
    return connection.withDeadline(Date.now() + timeoutMs, () => calls(client));
  }

  async onApplicationShutdown(): Promise<void> {
    const opened = this.opened;
    this.opened = undefined;
    await opened?.connection.close();
  }

  private open(): { connection: Connection; client: Client } {
    const connection = Connection.lazy(connectionOptions(this.options));
    return { connection, client: new Client({ connection, namespace: this.options.namespace }) };
  }
}
