import type { AppError, ErrorDetail } from '@app/errors';

/** The body of every response that is no success. */
export interface ErrorBody {
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly details: readonly ErrorDetail[];
  };
}

/** The error as a response's body. */
export function errorBody({ code, message, details }: AppError): ErrorBody {
  return { error: { code, message, details } };
}
