import { describe, expect, it } from 'vitest';
import { buildRequest, withIdempotencyKey } from './build-request.js';
import type { HttpFields } from './http-fields.js';

const nothing: HttpFields = {
  method: 'GET',
  url: 'https://a.example/x',
  query: null,
  headers: null,
  body: null,
  auth: null,
};
const fields = (over: Partial<HttpFields> = {}): HttpFields => ({ ...nothing, ...over });

const invalid = (path: string): Error =>
  expect.objectContaining({
    code: 'NODE_DATA_INVALID',
    options: { details: [{ path: `data.${path}`, message: expect.any(String) as string }] },
  }) as Error;

describe('a request', () => {
  it('adds the query to that of the URL, lists item by item, and leaves out what is null', () => {
    const { url } = buildRequest(
      fields({ url: 'https://a.example/x?a=1#frag', query: { b: [1, 'zwei'], c: null, d: true, 'e f': '&' } }),
    );
    expect(url.search).toBe('?a=1&b=1&b=zwei&d=true&e+f=%26');
  });

  it('sends an object or a list as JSON', () => {
    expect(buildRequest(fields({ body: { a: [1] } }))).toMatchObject({
      body: '{"a":[1]}',
      headers: { 'content-type': 'application/json' },
    });
    expect(buildRequest(fields({ body: [] }))).toMatchObject({
      body: '[]',
      headers: { 'content-type': 'application/json' },
    });
  });

  it('sends a string as it is', () => {
    expect(buildRequest(fields({ body: 'hi' }))).toMatchObject({
      body: 'hi',
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    });
  });

  it('sends an object as a form where the content-type says so', () => {
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    expect(buildRequest(fields({ headers, body: { a: 'b c', d: [1, 2], e: null } })).body).toBe('a=b+c&d=1&d=2');
  });

  it('lets the flow choose the content-type, in any letter case', () => {
    expect(
      buildRequest(fields({ headers: { 'CONTENT-type': 'application/vnd.x+json' }, body: {} })).headers['content-type'],
    ).toBe('application/vnd.x+json');
  });

  it('has no body where it is null', () => {
    expect(buildRequest(fields())).toMatchObject({ body: null });
    expect(buildRequest(fields()).headers).not.toHaveProperty('content-type');
  });

  it('leaves out headers that are null, and joins lists', () => {
    const { headers } = buildRequest(fields({ headers: { a: null, b: ['x', 1], c: 2 } }));
    expect(headers).toMatchObject({ b: 'x, 1', c: '2' });
    expect(headers).not.toHaveProperty('a');
  });

  it('makes the authorization header from auth', () => {
    expect(
      buildRequest(fields({ auth: { type: 'basic', username: 'ü', password: 'p:w' } })).headers['authorization'],
    ).toBe(`Basic ${Buffer.from('ü:p:w').toString('base64')}`);
    expect(buildRequest(fields({ auth: { type: 'bearer', token: 't' } })).headers['authorization']).toBe('Bearer t');
  });

  it.each([
    null,
    7,
    '',
    '/relative',
    'http://',
    'http://a b/',
    'ftp://a.example',
    'file:///etc/passwd',
    'http://u:p@a.example/',
    'http://u@a.example',
    `http://a/${'x'.repeat(17_000)}`,
  ])('refuses the URL %j', (url) => {
    expect(() => buildRequest(fields({ url }))).toThrow(invalid('url'));
  });

  it.each([
    [{ 'a b': '1' }, 'headers'],
    [{ '': '1' }, 'headers'],
    [{ a: 'x\r\nhost: evil' }, 'headers.a'],
    [{ a: '\u0000' }, 'headers.a'],
    [{ a: '€' }, 'headers.a'],
    [{ a: { b: 1 } }, 'headers.a'],
    [{ Host: 'other' }, 'headers.host'],
    [{ 'Content-Length': 3 }, 'headers.content-length'],
    [{ 'Transfer-Encoding': 'chunked' }, 'headers.transfer-encoding'],
  ])('refuses the headers %j', (headers, path) => {
    expect(() => buildRequest(fields({ headers }))).toThrow(invalid(path));
  });

  it('refuses a token that would begin another header', () => {
    expect(() => buildRequest(fields({ auth: { type: 'bearer', token: 'x\r\na: b' } }))).toThrow(invalid('auth'));
  });

  it('refuses a user name with a colon, which would move into the password', () => {
    expect(() => buildRequest(fields({ auth: { type: 'basic', username: 'a:b', password: 'c' } }))).toThrow(
      invalid('auth.username'),
    );
  });

  it('refuses a parameter that is an object', () => {
    expect(() => buildRequest(fields({ query: { a: { b: 1 } } }))).toThrow(invalid('query.a'));
  });
});

describe('the idempotency key', () => {
  it.each(['POST', 'PATCH'])('goes along with a %s', (method) => {
    expect(withIdempotencyKey(buildRequest(fields({ method })), 'k').headers['idempotency-key']).toBe('k');
  });

  it('does not go along with a method that may be repeated anyway', () => {
    expect(withIdempotencyKey(buildRequest(fields({ method: 'PUT' })), 'k').headers).not.toHaveProperty(
      'idempotency-key',
    );
  });

  it('leaves the key that the flow gives', () => {
    expect(
      withIdempotencyKey(buildRequest(fields({ method: 'POST', headers: { 'Idempotency-Key': 'mine' } })), 'k').headers[
        'idempotency-key'
      ],
    ).toBe('mine');
  });
});
