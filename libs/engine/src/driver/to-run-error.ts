import { AppError, ERRORS } from '@app/errors';
import type { RunError } from '../core/state.js';
import { NodeError } from './node-error.js';

/** What a node threw, as events and steps hold it. */
export function toRunError(thrown: unknown): RunError {
  if (thrown instanceof NodeError) return thrown.toRunError();
  if (thrown instanceof AppError) {
    const { code, message, details } = thrown;
    return { code, message, ...(details.length > 0 ? { details } : {}), retryable: ERRORS[code].retryable };
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: 'NODE_FAILED', message, retryable: ERRORS.NODE_FAILED.retryable };
}
