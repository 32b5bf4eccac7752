import { type AppError, ERRORS } from '@app/errors';
import { type ErrorBody, errorBody } from './error-body.js';

/** Seconds after which a client may try again. */
const RETRY_AFTER: Readonly<Record<number, string>> = { 429: '1', 503: '2' };

/** A response to an error: what the registry and the error say. */
export interface ErrorResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ErrorBody;
}

/** The response to an error. */
export function errorResponse(error: AppError): ErrorResponse {
  const status = ERRORS[error.code].status ?? 500;
  const retryAfter = RETRY_AFTER[status];
  return { status, headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter }, body: errorBody(error) };
}
