import { AppError } from '@app/errors';

/** SQLSTATE classes and codes that say that the server is not there, not ready, or out of means. */
const STATES = /^(08...|53...|57P0[1-5]|58...|25006|25P03)$/;

const SYSTEM_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'ENOENT',
]);

/** `pg` gives these no code. */
const MESSAGES = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'timeout expired',
  'Query read timeout',
  'not queryable',
  'Cannot use a pool after calling end',
  'Client was closed',
  'server does not support SSL',
];

/**
 * Whether an error, or what caused it, means that PostgreSQL cannot be reached or cannot work now,
 * so that the same call may succeed later. What a statement that was under way has done is then unknown.
 */
export function isConnectionError(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; depth += 1) {
    const { code, driverError } = at as { code?: unknown; driverError?: unknown };
    if (code === 'DATABASE_UNAVAILABLE') return true;
    if (typeof code === 'string') {
      if (SYSTEM_CODES.has(code) || STATES.test(code)) return true;
    } else if (MESSAGES.some((message) => (at as Error).message.includes(message))) return true;
    at = driverError ?? at.cause;
  }
  return false;
}

/** The error as AppError DATABASE_UNAVAILABLE where it is a connection error, else as it is. */
export function databaseError(error: unknown): unknown {
  if (error instanceof AppError || !isConnectionError(error)) return error;
  return new AppError('DATABASE_UNAVAILABLE', undefined, { cause: error });
}
