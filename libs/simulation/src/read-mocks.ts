import { durationMs, type Json } from '@app/definition';
import { AppError, type ErrorDetail } from '@app/errors';
import type { Mock, Mocks } from './mock.js';

const MAX_MOCKS = 10_000;
const FIELDS: ReadonlySet<string> = new Set(['output', 'error', 'handle', 'delay']);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Mocks as people write them: `{ output, error, handle, delay }` by node id or path, or lists of these.
 * @param place where they stand, as errors name it
 * @throws AppError VALIDATION_FAILED that names every bad one
 */
export function readMocks(mocks: unknown, place = 'mocks'): Mocks {
  if (!isObject(mocks)) throw invalid([{ path: place, message: 'must be an object: mocks by node id or path' }]);
  if (Object.keys(mocks).length > MAX_MOCKS) throw invalid([{ path: place, message: `must be at most ${MAX_MOCKS}` }]);
  const details: ErrorDetail[] = [];
  const read = Object.entries(mocks).map(([name, given]): [string, Mock | Mock[]] => {
    const path = `${place}.${name.slice(0, 100)}`;
    if (!Array.isArray(given)) return [name, readMock(given, path, details)];
    if (given.length === 0) details.push({ path, message: 'must not be an empty list' });
    return [name, given.map((each, at) => readMock(each, `${path}[${at}]`, details))];
  });
  if (details.length > 0) throw invalid(details.slice(0, 100));
  return Object.fromEntries(read);
}

function readMock(given: unknown, path: string, details: ErrorDetail[]): Mock {
  const report = (field: string, message: string): void => void details.push({ path: `${path}${field}`, message });
  if (!isObject(given)) {
    report('', 'must be an object with `output`, `error`, `handle` or `delay`');
    return {};
  }
  for (const field of Object.keys(given))
    if (!FIELDS.has(field)) report(`.${field.slice(0, 100)}`, 'is no field of a mock');
  const { output, error, handle, delay } = given;
  if (handle !== undefined && typeof handle !== 'string') report('.handle', 'must be the name of a handle');
  const delayMs = typeof delay === 'string' ? durationMs(delay) : null;
  if (delay !== undefined && delayMs === null) report('.delay', 'must be a duration, such as 30s or PT30S');
  return {
    ...(output === undefined ? {} : { output: output as Json }),
    ...(error === undefined ? {} : { error: readError(error, report) }),
    ...(typeof handle === 'string' ? { handle } : {}),
    ...(delayMs === null ? {} : { delayMs }),
  };
}

function readError(error: unknown, report: (field: string, message: string) => void): NonNullable<Mock['error']> {
  const code = isObject(error) ? error['code'] : undefined;
  if (!isObject(error) || typeof code !== 'string' || code === '') {
    report('.error', 'must be an object with a `code`');
    return { code: '' };
  }
  const { message, retryable, details } = error;
  if (message !== undefined && typeof message !== 'string') report('.error.message', 'must be a text');
  if (retryable !== undefined && typeof retryable !== 'boolean') report('.error.retryable', 'must be true or false');
  return {
    code,
    ...(typeof message === 'string' ? { message } : {}),
    ...(typeof retryable === 'boolean' ? { retryable } : {}),
    ...(details === undefined ? {} : { details: details as Json }),
  };
}

function invalid(details: readonly ErrorDetail[]): AppError {
  return new AppError('VALIDATION_FAILED', undefined, { details });
}
