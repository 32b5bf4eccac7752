import { ERRORS, type ErrorCode } from '@app/errors';
import type { RunError } from '../core/state.js';

/** What a NodeError may carry beside its message. */
export interface NodeErrorOptions {
  readonly details?: unknown;
  /** Default: what the registry says of the code; false for a code of the user's own. */
  readonly retryable?: boolean;
  readonly retryAfterMs?: number;
}

/** A node's failure, by its code. `code` is of the registry, or the own code of a `fail` node. */
export class NodeError extends Error {
  override readonly name = 'NodeError';

  constructor(
    readonly code: ErrorCode | (string & {}),
    message: string,
    readonly options: NodeErrorOptions = {},
  ) {
    super(message);
  }

  /** The error as events and steps hold it. */
  toRunError(): RunError {
    const known = (ERRORS as Record<string, { retryable: boolean } | undefined>)[this.code];
    const { details, retryAfterMs, retryable = known?.retryable ?? false } = this.options;
    return {
      code: this.code,
      message: this.message,
      ...(details === undefined ? {} : { details }),
      retryable,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    };
  }
}
