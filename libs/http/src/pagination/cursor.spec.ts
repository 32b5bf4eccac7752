import { AppError } from '@app/errors';
import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from './cursor.js';

const SHAPE = [/^\d+$/, /^[a-z]*$/];

describe('a cursor', () => {
  it('comes back as it was', () => {
    const cursor = { sort: '-created_at', values: ['17', 'abc'] };
    expect(decodeCursor(encodeCursor(cursor), '-created_at', SHAPE)).toEqual(cursor);
  });

  it.each([
    ['of another order', encodeCursor({ sort: 'name', values: ['17', 'abc'] })],
    ['with a value too few', encodeCursor({ sort: '-created_at', values: ['17'] })],
    ['with a value too many', encodeCursor({ sort: '-created_at', values: ['17', 'abc', 'd'] })],
    ['with a value of another shape', encodeCursor({ sort: '-created_at', values: ['x', 'abc'] })],
    ['that is no list', Buffer.from('{"length":3}').toString('base64url')],
    ['with a value that is no text', Buffer.from('["-created_at",17,"abc"]').toString('base64url')],
    ['that is no JSON', 'AAAA'],
    ['that is no base64', '\0%'],
    ['that is endless', 'A'.repeat(100_000)],
  ])('%s is refused', (_name, text) => {
    expect(() => decodeCursor(text, '-created_at', SHAPE)).toThrow(AppError);
  });
});
