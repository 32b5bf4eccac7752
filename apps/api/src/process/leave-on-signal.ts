import type { AppConfig } from '@app/config';
import { Closing, Drain } from '@app/http';
import { type INestApplication, Logger } from '@nestjs/common';

/** What is left to do once the connections are cut: closing the pool. */
const LAST_MS = 2_000;

/**
 * On SIGTERM and SIGINT: is not ready any more, serves until nobody comes, closes, and ends with code 0. What has not
 * ended after the grace time is cut. To be called before the application listens.
 */
export function leaveOnSignal(app: INestApplication, config: AppConfig): void {
  const { shutdownDrainMs: drainMs, shutdownGraceMs: graceMs } = config;
  const logger = new Logger('Process');
  const drain = new Drain(app.getHttpServer());
  const leave = async (signal: NodeJS.Signals): Promise<void> => {
    logger.log({ signal, drain_ms: drainMs, grace_ms: graceMs }, 'leaving');
    setTimeout(() => process.exit(1), graceMs + LAST_MS).unref();
    app.get(Closing).begin();
    await drain.run(drainMs, AbortSignal.timeout(graceMs));
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
