import type { Json } from '@app/definition';
import { describe, expect, it } from 'vitest';
import { MAX_PAYLOAD, payloadRefusal } from './payload-refusal.js';

const detailsOf = (payload: Json) => payloadRefusal(payload)?.details ?? null;

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
