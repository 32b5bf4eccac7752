import { describe, expect, it } from 'vitest';
import type { HttpRequest } from './http-request.js';
import { redirect } from './redirect.js';

const aRequest = (over: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'POST',
  url: new URL('https://a.example/start?x=1'),
  headers: {
    authorization: 'Bearer t',
    cookie: 'c=1',
    'x-api-key': 'k',
    'x-other': 'holds a secret',
    accept: '*/*',
    'content-type': 'text/plain',
  },
  body: 'hello',
  ...over,
});

const follow = (request: HttpRequest, status: number, location: unknown) =>
  redirect(request, status, location, (text) => text.includes('secret'));

describe('a redirect', () => {
  it.each([
    [301, 'POST', 'GET'],
    [302, 'POST', 'GET'],
    [303, 'POST', 'GET'],
    [303, 'PUT', 'GET'],
    [303, 'HEAD', 'HEAD'],
    [301, 'PUT', 'PUT'],
    [302, 'DELETE', 'DELETE'],
    [307, 'POST', 'POST'],
    [308, 'PATCH', 'PATCH'],
    [302, 'GET', 'GET'],
  ])('with status %i makes of a %s a %s', (status, method, expected) => {
    expect(follow(aRequest({ method }), status, '/next')?.method).toBe(expected);
  });

  it('drops the body, and what describes it, when it becomes a GET', () => {
    const next = follow(aRequest(), 303, '/next');
    expect(next?.body).toBeNull();
    expect(next?.headers).not.toHaveProperty('content-type');
  });

  it('keeps the body when the method stays', () => {
    expect(follow(aRequest(), 307, '/next')).toMatchObject({
      body: 'hello',
      headers: { 'content-type': 'text/plain' },
    });
  });

  it('keeps credentials within the origin', () => {
    expect(follow(aRequest(), 307, '/next?y=2')).toMatchObject({ headers: aRequest().headers });
  });

  it.each(['https://b.example/', '//a.example:8443/', 'http://a.example/'])(
    'takes no credential, and no header with a secret, along to %s',
    (location) => {
      expect(follow(aRequest(), 307, location)?.headers).toEqual({ accept: '*/*', 'content-type': 'text/plain' });
    },
  );

  it('takes no user name and password from the server', () => {
    expect(follow(aRequest(), 302, 'https://u:p@b.example/x')?.url.href).toBe('https://b.example/x');
  });

  it.each([
    [304, '/next'],
    [300, '/next'],
    [302, undefined],
    [302, 'http://['],
    [200, '/next'],
  ])('is none with status %i and location %s', (status, location) => {
    expect(follow(aRequest(), status, location)).toBeNull();
  });

  it.each(['file:///etc/passwd', 'ftp://a.example/', 'data:text/plain,x', 'javascript:1'])(
    'is refused when it leads to %s',
    (location) => {
      expect(() => follow(aRequest(), 302, location)).toThrow(
        expect.objectContaining({ code: 'HTTP_BLOCKED_ADDRESS' }) as Error,
      );
    },
  );
});
