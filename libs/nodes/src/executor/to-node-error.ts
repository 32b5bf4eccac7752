import { NodeError } from '@app/engine';
import { AppError } from '@app/errors';

/** What an evaluation or a computation threw, as the node's failure. Its message is the thrower's own only where it has a code. */
export function toNodeError(error: unknown): NodeError {
  if (error instanceof NodeError) return error;
  if (error instanceof AppError) {
    return new NodeError(error.code, error.message, error.details.length === 0 ? {} : { details: error.details });
  }
  // Computing is pure: the same attempt would fail in the same way.
  return new NodeError(
    'NODE_FAILED',
    error instanceof RangeError ? 'The value is nested too deeply.' : 'The node could not be computed.',
    {
      retryable: false,
    },
  );
}
