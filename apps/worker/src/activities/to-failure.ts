import { ApplicationFailure } from '@temporalio/common';
import { AppError, ERRORS } from '@app/errors';

/**
 * An error as Temporal is told of it: its code is the type. Of one that has no code nothing but
 * that is said: the history is no place for what it may hold; the log has it.
 */
export function toFailure(error: unknown): ApplicationFailure {
  const { code, message } =
    error instanceof AppError ? error : { code: 'INTERNAL' as const, message: ERRORS.INTERNAL.meaning };
  return ApplicationFailure.create({ type: code, message, nonRetryable: !ERRORS[code].retryable });
}
