import { AppError, ERRORS } from '@app/errors';
import type { Clock } from './ports.js';

/** Pause before a store that cannot be reached is tried again, milliseconds. */
export const OUTAGE_PAUSE_MS = 250;

/** Whether the store could not be reached, and may be again. */
export function isOutage(error: unknown): boolean {
  return error instanceof AppError && ERRORS[error.code].retryable;
}

/**
 * Calls the store until it can be reached.
 *
 * @param signal ends the patience: the outage is then thrown
 */
export async function throughOutage<T>(clock: Clock, signal: AbortSignal, call: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!isOutage(error) || signal.aborted) throw error;
      await clock.sleep(OUTAGE_PAUSE_MS, signal);
    }
  }
}
