import { ActivityFailure, ApplicationFailure, TemporalFailure } from '@temporalio/common';

/** Calls a local activity until it is done: only a failure that no repetition can cure ends it. */
export async function insist<T>(call: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (finalFailure(error) !== null) throw error;
    }
  }
}

/** The failure of a local activity that no repetition can cure; null: it may go well the next time. */
export function finalFailure(error: unknown): ApplicationFailure | null {
  const failure = error instanceof ActivityFailure ? error.cause : error;
  if (failure instanceof ApplicationFailure) return failure.nonRetryable === true ? failure : null;
  if (failure instanceof TemporalFailure) return null;
  throw error;
}
