import { Logger, type INestApplicationContext } from '@nestjs/common';
import type { Drain } from '@app/http';
import { errorMessage } from '@app/runs';
import { TemporalHost } from './temporal/temporal-host.js';

/** What health checks under way have to end in; nothing depends on one that is cut. */
const LAST_CHECKS_MS = 1_000;

/**
 * Carries runs until the process is told to leave, and leaves: the one owner of its shutdown.
 * @returns the exit code: 0 after everything was finished or handed over
 */
export async function runProcess(app: INestApplicationContext, drain: Drain, graceMs: number): Promise<number> {
  const logger = new Logger('Worker');
  const host = app.get(TemporalHost);
  const leave = (signal: NodeJS.Signals): void => {
    logger.log({ signal, graceMs }, 'leaving');
    // What does not end in time is taken up elsewhere, as after a crash.
    setTimeout(() => {
      logger.error('the grace time is over; leaving what is still under way');
      process.exit(1);
    }, graceMs).unref();
    host
      .stop()
      .catch((error: unknown) => logger.error({ reason: errorMessage(error) }, 'the worker could not be stopped'));
  };
  process.once('SIGTERM', leave).once('SIGINT', leave);
  try {
    await host.run();
    await drain.run(0, AbortSignal.timeout(LAST_CHECKS_MS));
    await app.close();
    return 0;
  } catch (error) {
    logger.fatal({ err: error }, 'no Temporal worker can be kept alive here');
    return 1;
  }
}
