import { AppError } from '@app/errors';
import { QueryFailedError } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { databaseError, isConnectionError } from './connection-error.js';

const withCode = (code: string) => Object.assign(new Error('x'), { code });

describe('connection errors', () => {
  it.each(['ECONNREFUSED', 'ECONNRESET', '57P01', '57P03', '08006', '53300', '53100', '25006'])(
    'are told by code: %s',
    (code) => {
      expect(isConnectionError(withCode(code))).toBe(true);
    },
  );

  it.each(['Connection terminated unexpectedly', 'timeout exceeded when trying to connect', 'Query read timeout'])(
    'are told by message where pg gives no code: %s',
    (message) => {
      expect(isConnectionError(new Error(message))).toBe(true);
    },
  );

  it.each(['23505', '22P02', '40P01', '57014', '54001'])('are not what PostgreSQL refuses: %s', (code) => {
    expect(isConnectionError(withCode(code))).toBe(false);
  });

  it('are found behind the errors that wrap them', () => {
    expect(isConnectionError(new QueryFailedError('select 1', [], withCode('ECONNRESET')))).toBe(true);
    expect(isConnectionError(new Error('outer', { cause: withCode('08006') }))).toBe(true);
    expect(isConnectionError(new AppError('DATABASE_UNAVAILABLE'))).toBe(true);
  });

  it('become DATABASE_UNAVAILABLE, and others stay what they are', () => {
    expect(databaseError(withCode('08006'))).toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    const other = withCode('23505');
    expect(databaseError(other)).toBe(other);
    expect(databaseError('text')).toBe('text');
  });
});
