import type { ApiClient } from '@app/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { sendRaw } from './send-raw.js';
import { useApi } from './use-api.js';

const HOST = 'host: x\r\nconnection: close\r\n';
const FLOWS = '/api/v1/flows';
const VALIDATE = `${FLOWS}/validate`;

const get = (target: string, headers = HOST): string => `GET ${target} HTTP/1.1\r\n${headers}\r\n`;
const asked = (method: string, target = FLOWS): string => `${method} ${target} HTTP/1.1\r\n${HOST}\r\n`;
const post = (headers: string, body: string): string =>
  `POST ${VALIDATE} HTTP/1.1\r\n${HOST}content-type: application/json\r\n${headers}\r\n${body}`;
const sized = (body: string): string => post(`content-length: ${body.length}\r\n`, body);
const chunked = (body: string): string => post('transfer-encoding: chunked\r\n', body);

type Case = readonly [name: string, request: string, status: number, code: string];

const REFUSED: readonly Case[] = [
  ['no Host', `GET ${FLOWS} HTTP/1.1\r\nconnection: close\r\n\r\n`, 400, 'MALFORMED_REQUEST'],
  ['a tunnel', 'CONNECT x:443 HTTP/1.1\r\nhost: x:443\r\n\r\nhello', 400, 'MALFORMED_REQUEST'],
  ['TRACE', asked('TRACE'), 405, 'METHOD_NOT_ALLOWED'],
  ['PROPFIND', asked('PROPFIND'), 405, 'METHOD_NOT_ALLOWED'],
  ['a method that is none', asked('BREW'), 400, 'MALFORMED_REQUEST'],
  ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400, 'MALFORMED_REQUEST'],
  ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n', 400, 'MALFORMED_REQUEST'],
  ['the target *', get('*'), 404, 'ROUTE_NOT_FOUND'],
  ['a whole URL', get('http://elsewhere/nowhere'), 404, 'ROUTE_NOT_FOUND'],
  ['slashes', get('//'), 404, 'ROUTE_NOT_FOUND'],
  ['NUL in a path', get('/%00'), 404, 'ROUTE_NOT_FOUND'],
  ['NUL for an id', get(`${FLOWS}/%00`), 400, 'VALIDATION_FAILED'],
  ['half an escape', get(`${FLOWS}/%`), 400, 'MALFORMED_REQUEST'],
  ['an escape that is no UTF-8', get('/%c0%af'), 400, 'MALFORMED_REQUEST'],
  ['a way out of the docs', get('/docs/..%2f..%2fpackage.json'), 404, 'ROUTE_NOT_FOUND'],
  ['a prototype in the query', get(`${FLOWS}?__proto__[x]=1&constructor=2`), 400, 'VALIDATION_FAILED'],
  ['20 kB of header', get(FLOWS, `${HOST}x-a: ${'a'.repeat(20_000)}\r\n`), 400, 'MALFORMED_REQUEST'],
  ['NUL in a header', get(FLOWS, `${HOST}x-a: a\0b\r\n`), 400, 'MALFORMED_REQUEST'],
  ['two lengths', post('content-length: 2\r\ncontent-length: 3\r\n', '{}'), 400, 'MALFORMED_REQUEST'],
  ['a length below zero', post('content-length: -2\r\n', '{}'), 400, 'MALFORMED_REQUEST'],
  [
    'a length and chunks',
    post('content-length: 2\r\ntransfer-encoding: chunked\r\n', '0\r\n\r\n'),
    400,
    'MALFORMED_REQUEST',
  ],
  ['a length past the limit', post('content-length: 1000000000\r\n', '{}'), 413, 'PAYLOAD_TOO_LARGE'],
  ['an unknown encoding', post('transfer-encoding: gzip\r\n', '{}'), 400, 'MALFORMED_REQUEST'],
  ['a chunk of no size', chunked('zz\r\n{}\r\n0\r\n\r\n'), 400, 'MALFORMED_REQUEST'],
  ['chunks that break in the middle', chunked('2\r\n{"\r\nXX\r\n'), 400, 'MALFORMED_REQUEST'],
  ['bytes that are no UTF-8', sized('{"definition":"\xff"}'), 400, 'MALFORMED_BODY'],
  ['UTF-16', sized('{\0}\0'), 400, 'MALFORMED_BODY'],
  ['a key __proto__', sized('{"definition":{"\\u005f_proto__":1}}'), 400, 'MALFORMED_BODY'],
  ['a constructor with a prototype', sized('{"constructor":{"prototype":1}}'), 400, 'MALFORMED_BODY'],
  ['keys of every object', sized('{"toString":1,"then":2,"length":3,"":4}'), 400, 'VALIDATION_FAILED'],
  ['NaN', sized('{"definition":NaN}'), 400, 'MALFORMED_BODY'],
  ['two values', sized('{}{}'), 400, 'MALFORMED_BODY'],
];

const LATE: readonly Case[] = [
  ['chunks without an end', chunked('2\r\n{}\r\n'), 408, 'REQUEST_TIMEOUT'],
  ['a body that stays away', post('content-length: 99\r\n', '{'), 408, 'REQUEST_TIMEOUT'],
  ['headers that stay away', `GET ${FLOWS} HTTP/1.1\r\nhost: x\r\n`, 408, 'REQUEST_TIMEOUT'],
];

const TAKEN: readonly Case[] = [
  ['a whole URL', get(`http://elsewhere${FLOWS}`), 200, ''],
  ['HTTP/1.0 without Host', `GET ${FLOWS} HTTP/1.0\r\n\r\n`, 200, ''],
  ['an expectation that nobody knows', get(FLOWS, `${HOST}expect: banana\r\n`), 200, ''],
  ['an upgrade that nobody offers', get(FLOWS, `host: x\r\nupgrade: h2c\r\nconnection: upgrade, close\r\n`), 200, ''],
  ['a byte order mark', sized('\xef\xbb\xbf{"definition":1}'), 200, 'SHAPE_INVALID'],
  ['a key twice: the last one counts', sized('{"definition":1,"definition":{}}'), 200, 'SHAPE_INVALID'],
  ['a number past all numbers', sized('{"definition":1e400}'), 200, 'NOT_JSON'],
  ['half a surrogate pair', sized('{"definition":"\\ud800"}'), 200, 'TEXT_NOT_STORABLE'],
];

async function expectRefusal(api: ApiClient, [, request, status, code]: Case): Promise<void> {
  const answer = await sendRaw(api.url, request);
  expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(answer).toMatch(/\r\nx-request-id: \S+\r\n/i);
  expect(answer).toContain(`{"error":{"code":"${code}"`);
}

describe('a request that no client should send', () => {
  const started = useApi();
  let api: ApiClient;
  beforeAll(() => (api = started()));

  it.each(REFUSED)('is refused in the envelope: %s', (...request) => expectRefusal(api, request));

  it.each(TAKEN)('is taken where it does no harm: %s', async (_name, request, status, code) => {
    const answer = await sendRaw(api.url, request);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).toContain(code);
  });

  it.each(['', '[', 'a b', '%00', '<script>', '\xff', 'x:99999'])('gets an answer for the Host %j', async (host) => {
    const ask = (target: string) => sendRaw(api.url, get(target, `host: ${host}\r\nconnection: close\r\n`));
    for (const target of ['/docs', '/docs/'])
      expect(await ask(target)).toMatch(/^HTTP\/1\.1 (?:200 |301 |400 [^]*\{"error":\{"code":"MALFORMED_REQUEST")/);
    for (const target of ['/api/v1/openapi.json', '/docs/js/scalar.js', FLOWS])
      expect(await ask(target)).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('leaves the API well', async () => {
    await expect.poll(async () => (await api.get('/health')).status).toBe(200);
  });
});

describe('a request that does not arrive whole in time', () => {
  const started = useApi({ REQUEST_TIMEOUT: '1s' });

  it.each(LATE)('is refused in the envelope: %s', (...request) => expectRefusal(started(), request));
});
