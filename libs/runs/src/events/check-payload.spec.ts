import type { Json } from '@app/definition';
import { AppError } from '@app/errors';
import { describe, expect, it } from 'vitest';
import { checkStorable, MAX_PAYLOAD } from './check-payload.js';

function detailsOf(payload: Json): unknown {
  try {
    checkStorable(payload);
    return null;
  } catch (error) {
    return error instanceof AppError && error.code === 'EVENT_INVALID' ? error.details : error;
  }
}

describe('the payload of an event', () => {
  it.each([null, 'a\\u0000b', '\\ud800', { list: [1, { '😀': 'x' }] }])('may be %j', (payload) => {
    expect(detailsOf(payload)).toBeNull();
  });

  it.each<[Json, string]>([
    ['a\0b', 'payload'],
    [{ list: [1, { text: '\ud800' }] }, 'payload.list[1].text'],
    [{ a: { 'k\0': 1 } }, 'payload.a'],
  ])('may hold nothing that PostgreSQL cannot read: %j', (payload, path) => {
    expect(detailsOf(payload)).toMatchObject([{ path }]);
  });

  it('may not be larger than what a run can have thousands of', () => {
    expect(detailsOf('x'.repeat(MAX_PAYLOAD - 2))).toBeNull();
    expect(detailsOf('x'.repeat(MAX_PAYLOAD - 1))).toMatchObject([{ path: 'payload' }]);
  });
});
