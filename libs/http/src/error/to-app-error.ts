import { databaseError } from '@app/database';
import { AppError, type ErrorCode, ERRORS } from '@app/errors';
import { HttpException } from '@nestjs/common';

/** What Nest and Fastify mean by a status; a status that is not here is a defect. */
const CODES: Readonly<Record<number, ErrorCode>> = {
  400: 'MALFORMED_BODY',
  404: 'ROUTE_NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  408: 'REQUEST_TIMEOUT',
  413: 'PAYLOAD_TOO_LARGE',
  414: 'MALFORMED_REQUEST',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'RATE_LIMITED',
};

/** SQLSTATE class 22: PostgreSQL cannot hold a value that a request brought, as a NUL in a text. */
function isRefusedValue(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return error instanceof Error && typeof code === 'string' && /^22[0-9A-Z]{3}$/.test(code);
}

/** One way to see an error; undefined: it is not of this kind. */
type Reading = (error: unknown) => AppError | undefined;

const READINGS: readonly Reading[] = [
  // A code that only runs carry has no business in a response.
  (error) => (error instanceof AppError && ERRORS[error.code].status !== null ? error : undefined),
  (error) => {
    const code = error instanceof HttpException ? CODES[error.getStatus()] : undefined;
    return code === undefined ? undefined : new AppError(code, undefined, { cause: error });
  },
  (error) => {
    const seen = databaseError(error);
    return seen instanceof AppError && seen !== error ? seen : undefined;
  },
  (error) =>
    isRefusedValue(error)
      ? new AppError('VALIDATION_FAILED', 'The request has a value that cannot be stored.', { cause: error })
      : undefined,
];

/** The error as clients may see it; what is none of the known kinds is INTERNAL, with the error as its cause. */
export function toAppError(error: unknown): AppError {
  for (const reading of READINGS) {
    const seen = reading(error);
    if (seen !== undefined) return seen;
  }
  return new AppError('INTERNAL', undefined, { cause: error });
}
