import { ERRORS, type ErrorCode } from './registry.js';

/** One field or place that is wrong: `path` as in `nodes[3].data.url`. */
export interface ErrorDetail {
  readonly path: string;
  readonly message: string;
  readonly code?: string;
}

/** What an AppError may carry beside its message. */
export interface AppErrorOptions {
  readonly details?: readonly ErrorDetail[];
  readonly cause?: unknown;
}

/** The one error class of the product. Its message is shown to clients: it holds no secret. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly details: readonly ErrorDetail[];

  constructor(
    readonly code: ErrorCode,
    message: string = ERRORS[code].meaning,
    options: AppErrorOptions = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.details = options.details ?? [];
  }
}
