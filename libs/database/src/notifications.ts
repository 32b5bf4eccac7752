import { Logger } from '@nestjs/common';
import { Client, type Notification } from 'pg';
import { connectionOptions } from './connection-options.js';
import type { DatabaseSettings } from './database-settings.js';

type Handler = (payload: string) => void;

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;
/** A connection that is half open is noticed this late. */
const HEARTBEAT_MS = 10_000;
const HEARTBEAT_TIMEOUT_MS = 5_000;

/**
 * One connection that listens (LISTEN/NOTIFY), made when the first channel is asked for, and made
 * again whenever it breaks. What was sent in between is lost: whoever needs it polls in `onReconnect`.
 */
export class Notifications {
  private readonly logger = new Logger('Notifications');
  private readonly channels = new Map<string, Set<Handler>>();
  private readonly reconnectHandlers = new Set<() => void>();
  private client: Client | null = null;
  private timer: NodeJS.Timeout | undefined;
  private pauseMs = FIRST_PAUSE_MS;
  private closed = false;
  private connecting: Promise<void> | null = null;

  constructor(
    private readonly settings: DatabaseSettings,
    private readonly applicationName: string,
  ) {}

  /** Calls the handler with the payload of every notification on the channel, until the returned function is called. */
  listen(channel: string, handler: Handler): () => void {
    const handlers = this.channels.get(channel) ?? new Set();
    handlers.add(handler);
    const isNew = !this.channels.has(channel);
    this.channels.set(channel, handlers);
    if (isNew && this.client !== null) void this.subscribe(this.client, [channel]);
    else if (this.connecting === null && this.timer === undefined) this.connect();
    return () => handlers.delete(handler);
  }

  /** Calls the handler each time the channels are listened to anew, the first time included: poll then. */
  onReconnect(handler: () => void): () => void {
    this.reconnectHandlers.add(handler);
    return () => this.reconnectHandlers.delete(handler);
  }

  /** Stops for good. */
  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.connecting;
    const client = this.client;
    this.client = null;
    await client?.end();
  }

  private connect(): void {
    if (this.closed) return;
    this.connecting = this.tryConnect().finally(() => (this.connecting = null));
  }

  private async tryConnect(): Promise<void> {
    const client = new Client({
      ...connectionOptions(this.settings, this.applicationName),
      query_timeout: HEARTBEAT_TIMEOUT_MS,
    });
    client.on('error', (error) => this.lost(client, error));
    client.on('end', () => this.lost(client, new Error('the connection ended')));
    client.on('notification', (notification) => this.dispatch(notification));
    try {
      await client.connect();
      this.client = client;
      this.pauseMs = FIRST_PAUSE_MS;
      this.beat(client);
      await this.subscribe(client, [...this.channels.keys()]);
    } catch (error) {
      this.client = client;
      this.lost(client, error as Error);
    }
  }

  private async subscribe(client: Client, channels: readonly string[]): Promise<void> {
    try {
      await client.query(channels.map((channel) => `listen ${client.escapeIdentifier(channel)};`).join(''));
      for (const handler of this.reconnectHandlers) handler();
    } catch (error) {
      this.lost(client, error as Error);
    }
  }

  private lost(client: Client, error: Error): void {
    if (this.client !== client) return;
    this.client = null;
    client
      .end()
      .catch((failure: Error) => this.logger.debug({ reason: failure.message }, 'closing a broken connection'));
    if (this.closed) return;
    this.logger.warn({ reason: error.message, retryMs: this.pauseMs }, 'the listening connection to PostgreSQL broke');
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.reconnect(), this.pauseMs);
    this.pauseMs = Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS);
  }

  private reconnect(): void {
    this.timer = undefined;
    this.connect();
  }

  private beat(client: Client): void {
    const timer = setInterval(() => {
      if (this.client !== client) return clearInterval(timer);
      client.query('select 1').catch((error: Error) => this.lost(client, error));
    }, HEARTBEAT_MS);
    timer.unref();
  }

  private dispatch({ channel, payload = '' }: Notification): void {
    for (const handler of this.channels.get(channel) ?? []) handler(payload);
  }
}
