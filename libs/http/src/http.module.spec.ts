import { AppError } from '@app/errors';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { Type } from 'class-transformer';
import { IsArray, IsOptional, ValidateNested } from 'class-validator';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Paged } from './envelope/paged.js';
import { HttpModule } from './http.module.js';
import { Endpoint } from './openapi/endpoint.decorator.js';
import { pageMeta } from './pagination/page-meta.js';
import { PageQuery } from './pagination/page.query.js';
import { createHttpAdapter } from './server/http-adapter.js';
import { IsId, IsText } from './validation/fields.js';
import { FreeJson } from './validation/free-json.js';

class PartDto {
  @IsText(1, 5)
  id: string;
}

class ThingDto {
  @IsText(1, 5)
  name: string;

  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => PartDto)
  parts?: PartDto[];

  @FreeJson()
  free?: unknown;
}

class ThingParams {
  @IsId()
  id: string;
}

const THROWN: Readonly<Record<string, () => unknown>> = {
  known: () => new AppError('FLOW_SLUG_TAKEN', undefined, { details: [{ path: 'slug', message: 'is taken' }] }),
  database: () => Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
  refused: () => Object.assign(new Error('invalid byte sequence'), { code: '22021' }),
  defect: () => new TypeError('of hunter2'),
  odd: () => 'a text',
  ofARun: () => new AppError('EXPRESSION_FAILED'),
};

@Controller('api/v1/things')
class ThingsController {
  @Post()
  @Endpoint({
    id: 'create',
    summary: 's',
    status: 201,
    type: ThingDto,
    location: (thing) => `things/${thing.name}`,
    etag: () => 3,
  })
  create(@Body() thing: ThingDto): ThingDto {
    return thing;
  }

  @Get()
  list(@Query() query: PageQuery): Paged<number> {
    return new Paged([1, 2], pageMeta(query, 51, null));
  }

  @Get('throw/:what')
  fail(@Param('what') what: string): never {
    throw THROWN[what]?.();
  }

  @Get('text')
  @Endpoint({ id: 'text', summary: 's', mediaType: 'text/plain; charset=utf-8' })
  text(): string {
    return 'a log';
  }

  @Get('file')
  @Endpoint({ id: 'file', summary: 's', mediaType: 'application/json', attachment: () => 'x.json' })
  file(): ThingDto {
    return { name: 'x' };
  }

  @Get(':id')
  get(@Param() params: ThingParams): ThingParams {
    return params;
  }
}

describe('the manners of the API', () => {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    const module = await Test.createTestingModule({ imports: [HttpModule], controllers: [ThingsController] }).compile();
    const adapter = createHttpAdapter({ bodyLimitBytes: 2_000, requestTimeoutMs: 5_000, trustedProxies: [] });
    app = module.createNestApplication<NestFastifyApplication>(adapter, { bodyParser: false, logger: false });
    app.enableCors({ origin: ['https://a.example'], strictPreflight: false });
    await app.listen(0, '127.0.0.1');
  });
  afterAll(() => app.close());

  type Method = 'GET' | 'POST' | 'PUT' | 'HEAD' | 'OPTIONS';
  async function ask(method: Method, url: string, body?: unknown, headers: Record<string, string> = {}) {
    const payload = typeof body === 'string' ? body : JSON.stringify(body);
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    const answer = await app.inject({
      method,
      url,
      headers: { ...type, ...headers },
      ...(body === undefined ? {} : { payload }),
    });
    const json =
      answer.headers['content-type']?.startsWith('application/json') && answer.body !== ''
        ? answer.json<Answer>()
        : undefined;
    return {
      status: answer.statusCode,
      headers: answer.headers,
      text: answer.body,
      data: json?.data,
      meta: json?.meta,
      error: json?.error,
    };
  }
  interface Answer {
    data: unknown;
    meta: unknown;
    error?: { code: string; message: string; details: { path: string; message: string }[] };
  }

  it('puts data into the envelope, with Location and ETag where the route promises them', async () => {
    const answer = await ask('POST', '/api/v1/things', { name: 'x' });
    expect(answer).toMatchObject({ status: 201, data: { name: 'x' }, meta: {} });
    expect(answer.headers).toMatchObject({ location: '/api/v1/things/x', etag: '"3"' });
  });

  it('puts a page and its numbers into the envelope', async () => {
    expect(await ask('GET', '/api/v1/things?per_page=10')).toMatchObject({
      data: [1, 2],
      meta: { page: 1, per_page: 10, total: 51, total_pages: 6, next_cursor: null },
    });
  });

  it('answers text and files as they are', async () => {
    expect(await ask('GET', '/api/v1/things/text')).toMatchObject({ status: 200, text: 'a log' });
    const file = await ask('GET', '/api/v1/things/file');
    expect(file).toMatchObject({ status: 200, text: '{"name":"x"}' });
    expect(file.headers).toMatchObject({ 'content-disposition': 'attachment; filename="x.json"' });
  });

  it('takes over a sane request id, and makes one otherwise, on every response', async () => {
    expect((await ask('GET', '/api/v1/things', undefined, { 'x-request-id': 'abc-1' })).headers['x-request-id']).toBe(
      'abc-1',
    );
    for (const url of ['/api/v1/things', '/nowhere', '/api/v1/things/throw/defect', '/%zz']) {
      const { headers } = await ask('GET', url, undefined, { 'x-request-id': 'a b"' });
      expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  it('names every bad field with its path', async () => {
    const answer = await ask('POST', '/api/v1/things', {
      name: 5,
      parts: [{ id: 'ok' }, { id: '', more: 1 }, 7],
      nope: 1,
      constructor: 2,
    });
    expect(answer.status).toBe(400);
    expect(answer.error?.code).toBe('VALIDATION_FAILED');
    expect(answer.error?.details.map(({ path }) => path).toSorted()).toEqual(
      ['constructor', 'name', 'nope', 'parts[1].id', 'parts[1].more', 'parts[2]'].toSorted(),
    );
  });

  it.each([['[]'], ['"text"'], ['7'], ['null'], ['true']])(
    'refuses the body %s, which is no object with the fields',
    async (body) => {
      expect(await ask('POST', '/api/v1/things', body)).toMatchObject({
        status: 400,
        error: { code: 'VALIDATION_FAILED' },
      });
    },
  );

  it('hands free JSON on as it came', async () => {
    const free = { z: 1, a: [{ 'a.b': null }], toString: 'x' };
    expect(JSON.stringify((await ask('POST', '/api/v1/things', { name: 'x', free })).data)).toBe(
      JSON.stringify({ name: 'x', free }),
    );
  });

  it.each([
    ['bad JSON', '{', 'MALFORMED_BODY', 400],
    ['JSON that reaches for prototypes', '{"free":{"__proto__":{"a":1}}}', 'MALFORMED_BODY', 400],
    ['JSON that is nested without end', `{"free":${'['.repeat(500)}${']'.repeat(500)}}`, 'MALFORMED_BODY', 400],
    ['a body that is too large', JSON.stringify({ name: 'x'.repeat(3_000) }), 'PAYLOAD_TOO_LARGE', 413],
    ['no body', '', 'VALIDATION_FAILED', 400],
    ['NUL in a text', '{"name":"a\\u0000"}', 'VALIDATION_FAILED', 400],
    ['half a surrogate pair', '{"name":"\\ud800"}', 'VALIDATION_FAILED', 400],
  ])('refuses %s', async (_name, body, code, status) => {
    expect(await ask('POST', '/api/v1/things', body)).toMatchObject({ status, error: { code } });
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/xml',
    'nonsense',
    'multipart/form-data; boundary=x',
  ])('takes no body of type %s', async (type) => {
    expect(await ask('POST', '/api/v1/things', '{"name":"x"}', { 'content-type': type })).toMatchObject({
      status: 415,
      error: { code: 'UNSUPPORTED_MEDIA_TYPE' },
    });
  });

  it.each(['page=abc', 'page=0', 'page=', 'page=1&page=2', 'page=1.5', 'per_page=101', 'nope=1', 'cursor=%00'])(
    'refuses the query %s',
    async (query) => {
      const answer = await ask('GET', `/api/v1/things?${query}`);
      expect(answer).toMatchObject({ status: 400, error: { code: 'VALIDATION_FAILED' } });
      expect(answer.error?.details).toHaveLength(1);
    },
  );

  it.each([
    '/api/v1/things/%00',
    '/api/v1/things/nope',
    `/api/v1/things/${'a'.repeat(200)}`,
    '/api/v1/things/%zz',
    `/api/v1/things/${'a'.repeat(300)}`,
  ])('refuses the path %s', async (url) => {
    const answer = await ask('GET', url);
    expect(answer.status).toBe(400);
    expect(answer.error?.code).toMatch(/VALIDATION_FAILED|MALFORMED_REQUEST/);
  });

  it('answers 404 for an unknown path and 405 with Allow for a known one, whatever the body', async () => {
    expect(await ask('POST', '/nowhere', '{')).toMatchObject({ status: 404, error: { code: 'ROUTE_NOT_FOUND' } });
    const answer = await ask('PUT', '/api/v1/things?x=1', '{', { origin: 'https://a.example' });
    expect(answer).toMatchObject({ status: 405, error: { code: 'METHOD_NOT_ALLOWED' } });
    expect(answer.headers).toMatchObject({
      allow: 'GET, HEAD, POST, OPTIONS',
      'access-control-allow-origin': 'https://a.example',
    });
  });

  it('answers HEAD as GET without a body, and a plain OPTIONS with Allow', async () => {
    expect(await ask('HEAD', '/api/v1/things')).toMatchObject({ status: 200, text: '' });
    expect(await ask('OPTIONS', '/api/v1/things')).toMatchObject({
      status: 204,
      headers: { allow: 'GET, HEAD, POST, OPTIONS' },
    });
    expect(await ask('OPTIONS', '/nowhere')).toMatchObject({ status: 404 });
  });

  it('lets in pages of the whitelisted origins only', async () => {
    const preflight = async (origin: string): Promise<unknown> => {
      const headers = { origin, 'access-control-request-method': 'POST' };
      return (await ask('OPTIONS', '/api/v1/things', undefined, headers)).headers['access-control-allow-origin'];
    };
    expect(await preflight('https://a.example')).toBe('https://a.example');
    expect(await preflight('https://b.example')).toBeUndefined();
  });

  it.each([
    ['known', 409, 'FLOW_SLUG_TAKEN'],
    ['database', 503, 'DATABASE_UNAVAILABLE'],
    ['refused', 400, 'VALIDATION_FAILED'],
    ['defect', 500, 'INTERNAL'],
    ['odd', 500, 'INTERNAL'],
    ['ofARun', 500, 'INTERNAL'],
  ])('answers what is thrown: %s', async (what, status, code) => {
    const answer = await ask('GET', `/api/v1/things/throw/${what}`);
    expect(answer).toMatchObject({ status, error: { code } });
    expect(answer.text).not.toContain('hunter2');
    expect(answer.headers['retry-after']).toBe(status === 503 ? '2' : undefined);
  });

  it('answers what is not HTTP in the envelope', async () => {
    const { port } = app.getHttpServer().address() as { port: number };
    const socket = connect(port, '127.0.0.1', () => socket.write('NOT HTTP\r\n\r\n'));
    const text = (await socket.setEncoding('utf8').toArray()).join('');
    expect(text).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(text).toContain('x-request-id: ');
    expect(text).toContain('"code":"MALFORMED_REQUEST"');
  });
});
