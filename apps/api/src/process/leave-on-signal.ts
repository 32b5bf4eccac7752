import { type INestApplication, Logger } from '@nestjs/common';
import type { Server } from 'node:http';

/** What is left to do once the connections are cut: closing the pool. */
const LAST_MS = 2_000;
/** How often connections are looked for that wait for a request that will not be served. */
const IDLE_MS = 100;

/**
 * On SIGTERM and SIGINT: takes no new connection, finishes the requests under way, closes, and ends
 * with code 0. What has not ended after the grace time is cut.
 */
export function leaveOnSignal(app: INestApplication, graceMs: number): void {
  const logger = new Logger('Process');
  const leave = async (signal: NodeJS.Signals): Promise<void> => {
    logger.log({ signal, grace_ms: graceMs }, 'leaving');
    const server = app.getHttpServer() as Server;
    setInterval(() => server.closeIdleConnections(), IDLE_MS).unref();
    setTimeout(() => server.closeAllConnections(), graceMs).unref();
    setTimeout(() => process.exit(1), graceMs + LAST_MS).unref();
    await app.close();
    process.exit(0);
  };
  const begin = (signal: NodeJS.Signals): void => {
    leave(signal).catch((error: unknown) => {
      logger.error({ err: error }, 'could not leave in order');
      process.exit(1);
    });
  };
  process.once('SIGTERM', begin);
  process.once('SIGINT', begin);
}
