import { NodeError } from '@app/engine';
import { describe, expect, it } from 'vitest';
import { Scrubber } from './scrubber.js';

const SECRET = 'p4ss/wörd "+x';
const scrubber = new Scrubber([SECRET]);

describe('the scrubber', () => {
  it.each([
    ['as it is', SECRET],
    ['URL-encoded', encodeURIComponent(SECRET)],
    ['form-encoded', new URLSearchParams({ a: SECRET }).toString().slice(2)],
    ['escaped for JSON', JSON.stringify(SECRET).slice(1, -1)],
    ['as base64', Buffer.from(SECRET).toString('base64')],
    ['as base64url', Buffer.from(SECRET).toString('base64url')],
  ])('finds a secret that is repeated %s', (_how, text) => {
    expect(scrubber.text(`a ${text} b`)).toBe('a *** b');
  });

  it('looks into all values and keys of JSON', () => {
    expect(scrubber.json({ a: [SECRET, 1, null, { [SECRET]: true }] })).toEqual({
      a: ['***', 1, null, { '***': true }],
    });
  });

  it('looks into bytes', () => {
    const bytes = scrubber.bytes(Buffer.concat([Buffer.from([0, 255]), Buffer.from(SECRET)]));
    expect(bytes).toEqual(Buffer.concat([Buffer.from([0, 255]), Buffer.from('***')]));
  });

  it('looks into the message and details of an error, and keeps the rest', () => {
    const error = new NodeError('HTTP_STATUS', `x ${SECRET}`, {
      details: { body: SECRET },
      retryable: true,
      retryAfterMs: 5,
    });
    expect(scrubber.error(error).toRunError()).toEqual({
      code: 'HTTP_STATUS',
      message: 'x ***',
      details: { body: '***' },
      retryable: true,
      retryAfterMs: 5,
    });
  });

  it('leaves alone what is too short to be a secret', () => {
    expect(new Scrubber(['', 'abc']).text('abc')).toBe('abc');
  });
});
