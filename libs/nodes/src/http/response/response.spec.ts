import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { Scrubber } from '../secret/scrubber.js';
import { decodeContent } from './content-encoding.js';
import { responseBody, type ResponseKind } from './response-body.js';
import { responseHeaders } from './response-headers.js';
import { retryAfterMs } from './retry-after.js';
import { isSuccess } from './success-statuses.js';

const body = (bytes: string | Buffer, contentType?: string, kind: ResponseKind = 'auto') =>
  responseBody(Buffer.from(bytes), contentType, kind, new Scrubber([]));
const code = (expected: string): Error => expect.objectContaining({ code: expected }) as Error;

describe('a response body', () => {
  it.each(['application/json', 'application/json; charset=utf-8', 'application/problem+json', 'Application/JSON'])(
    'is a value where its content-type is %s',
    (type) => {
      expect(body('{"a":[1]}', type)).toEqual({ a: [1] });
    },
  );

  it.each([
    'text/html',
    'text/plain;charset=utf-8',
    'application/xml',
    'image/svg+xml',
    'application/x-www-form-urlencoded',
  ])('is a string where its content-type is %s', (type) => {
    expect(body('<a>ä</a>', type)).toBe('<a>ä</a>');
  });

  it.each(['image/png', 'application/octet-stream', 'application/pdf'])(
    'is base64 where its content-type is %s',
    (type) => {
      expect(body(Buffer.from([0, 255]), type)).toBe('AP8=');
    },
  );

  it('is a string without a content-type where it is text, and else base64', () => {
    expect(body('ä')).toBe('ä');
    expect(body(Buffer.from([0, 255]))).toBe('AP8=');
  });

  it('is null where it is empty, but for those who asked for a string', () => {
    expect(body('', 'application/json')).toBeNull();
    expect(body('', undefined)).toBeNull();
    expect(body('', undefined, 'json')).toBeNull();
    expect(body('', undefined, 'text')).toBe('');
    expect(body('', undefined, 'base64')).toBe('');
  });

  it('is read in its own charset, and in UTF-8 where nobody knows that charset', () => {
    expect(body(Buffer.from([0xe4]), 'text/plain; charset="iso-8859-1"')).toBe('ä');
    expect(body('ä', 'text/plain; charset=klingon')).toBe('ä');
  });

  it('is refused where it should be JSON and is none', () => {
    expect(() => body('<html>', 'text/html', 'json')).toThrow(code('HTTP_RESPONSE_INVALID'));
    expect(() => body('{', 'application/json')).toThrow(code('HTTP_RESPONSE_INVALID'));
  });

  it('is refused where it is nested too deeply', () => {
    expect(() => body('['.repeat(100_000) + ']'.repeat(100_000), 'application/json')).toThrow(
      code('HTTP_RESPONSE_INVALID'),
    );
  });

  it.each(['{"a":1,"__proto__":{"b":2}}', '{"a":1,"\\u005f_proto__":{"b":2}}'])(
    'loses keys that could replace a prototype: %s',
    (json) => {
      expect(Object.getOwnPropertyNames(body(json, 'application/json'))).toEqual(['a']);
    },
  );

  it('does not repeat a secret as base64', () => {
    const bytes = Buffer.from('xx-my-secret');
    expect(responseBody(bytes, undefined, 'base64', new Scrubber(['my-secret']))).toBe(
      Buffer.from('xx-***').toString('base64'),
    );
  });
});

describe('a content-encoding', () => {
  it('is undone, layer by layer', async () => {
    expect((await decodeContent(gzipSync(gzipSync('hi')), 'gzip, x-gzip', 1000)).toString()).toBe('hi');
  });

  it('may not make a body larger than the limit', async () => {
    await expect(decodeContent(gzipSync(Buffer.alloc(10_000_000)), 'gzip', 100_000)).rejects.toThrow(
      code('HTTP_RESPONSE_TOO_LARGE'),
    );
  });

  it('may not have many layers', async () => {
    await expect(decodeContent(gzipSync('x'), 'gzip, gzip, gzip, gzip', 1000)).rejects.toThrow(
      code('HTTP_RESPONSE_INVALID'),
    );
  });

  it.each(['gzip', 'br', 'zstd', 'deflate', 'compress', 'constructor'])(
    'that does not fit the body is an error: %s',
    async (encoding) => {
      await expect(decodeContent(Buffer.from('plain text'), encoding, 1000)).rejects.toThrow(
        code('HTTP_RESPONSE_INVALID'),
      );
    },
  );
});

describe('the headers of a response', () => {
  it('are joined where they are repeated, but for cookies', () => {
    expect(responseHeaders({ a: ['1', '2'], 'set-cookie': ['x=1; expires=Wed, 1 Jan'] })).toEqual({
      a: '1, 2',
      'set-cookie': ['x=1; expires=Wed, 1 Jan'],
    });
    expect(responseHeaders({ 'set-cookie': 'x=1' } as never)).toEqual({ 'set-cookie': ['x=1'] });
  });
});

describe('Retry-After', () => {
  const now = Date.UTC(2030, 0, 1);
  it.each([
    ['120', 120_000],
    ['0', 0],
    ['Tue, 01 Jan 2030 00:01:00 GMT', 60_000],
    ['Mon, 31 Dec 2029 00:00:00 GMT', 0],
    ['99999999999999', 3_600_000],
    ['soon', null],
    [undefined, null],
  ])('of %s asks to wait %s ms', (header, expected) => {
    expect(retryAfterMs(header, now, 3_600_000)).toBe(expected);
  });
});

describe('success', () => {
  it('is 200 to 299 where nothing else is said', () => {
    expect([199, 200, 204, 299, 300, 404].map((status) => isSuccess(undefined, status))).toEqual([
      false,
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it('is what is listed: numbers, classes and ranges', () => {
    const listed = ['2xx', 404, '410-412'];
    expect([201, 302, 404, 409, 410, 411, 412, 413].map((status) => isSuccess(listed, status))).toEqual([
      true,
      false,
      true,
      false,
      true,
      true,
      true,
      false,
    ]);
  });
});
