import { describe, expect, it } from 'vitest';
import { httpNodes } from '../../test/http-node.js';
import { aServer } from '../../test/http-server.js';

const secrets = { TOKEN: 'tok-4711-"x"', USER: 'shop-user', PASSWORD: 'pass-0815', UNUSED: 'unused-secret' };

/** Gives back all that it was sent. */
const anEcho = (status = 200) =>
  aServer((request, response) => {
    const { method, url, headers, body } = {
      method: request.method,
      url: request.url,
      headers: request.headers,
      body: '',
    };
    response
      .writeHead(status, { 'content-type': 'application/json', 'x-echo': String(request.headers['x-token']) })
      .end(JSON.stringify({ method, url, headers, body }));
  });

const data = (url: string) => ({
  url: `${url}/{{ secrets.TOKEN }}`,
  query: { key: '{{ secrets.TOKEN }}' },
  headers: { 'x-token': 'T {{ secrets.TOKEN }}' },
  auth: { type: 'basic', username: '{{ secrets.USER }}', password: '{{ secrets.PASSWORD }}' },
});

const basic = Buffer.from('shop-user:pass-0815').toString('base64');

describe('secrets in an http node', () => {
  it('are sent', async () => {
    const server = await anEcho();
    await httpNodes({ secrets }).call({ ...data(server.url), method: 'POST', body: { t: '{{ secrets.TOKEN }}' } });
    expect(server.requests[0]).toMatchObject({
      headers: { 'x-token': `T ${secrets.TOKEN}`, authorization: `Basic ${basic}` },
      body: JSON.stringify({ t: secrets.TOKEN }),
    });
  });

  it('are *** in what the step shows', () => {
    const { input } = httpNodes({ secrets }).prepare({
      ...data('http://a.example'),
      body: { t: '{{ secrets.TOKEN }}' },
    });
    expect(input).toEqual({
      method: 'GET',
      url: 'http://a.example/***',
      query: { key: '***' },
      headers: { 'x-token': '***' },
      body: { t: '***' },
      auth: { type: 'basic', username: '***', password: '***' },
    });
  });

  it('make a field *** that makes nothing of a mask', () => {
    const { input } = httpNodes({ secrets: { PORT: '8080' } }).prepare({
      url: 'http://a.example',
      body: '{{ $number(secrets.PORT) + 1 }}',
    });
    expect(input).toMatchObject({ body: '***' });
  });

  it('are taken out of an output that repeats them', async () => {
    const server = await anEcho();
    const output = JSON.stringify(await httpNodes({ secrets }).call(data(server.url)));
    for (const secret of ['4711', 'shop-user', 'pass-0815', basic]) expect(output).not.toContain(secret);
    expect(output).toContain('***');
  });

  it('are taken out of an output in base64', async () => {
    const server = await anEcho();
    const { body } = await httpNodes({ secrets }).call({ ...data(server.url), response: 'base64' });
    expect(Buffer.from(body as string, 'base64').toString()).not.toMatch(/4711|0815/);
  });

  it('are taken out of errors', async () => {
    const server = await anEcho(500);
    const error = JSON.stringify(await httpNodes({ secrets }).failure(data(server.url)));
    for (const secret of ['4711', 'shop-user', 'pass-0815', basic]) expect(error).not.toContain(secret);
  });

  it('are not looked for where the call did not use them', async () => {
    const server = await aServer((_request, response) => response.end('an unused-secret word'));
    expect(
      await httpNodes({ secrets }).call({ url: server.url, headers: { 'x-token': '{{ secrets.TOKEN }}' } }),
    ).toMatchObject({ body: 'an unused-secret word' });
  });

  it('that are not there fail the node before anything is sent', async () => {
    const server = await anEcho();
    expect(
      await httpNodes({ secrets }).failure({ url: server.url, headers: { a: '{{ secrets.TOKENN }}' } }),
    ).toMatchObject({ code: 'NODE_DATA_INVALID', message: 'There is no secret "TOKENN".' });
    expect(server.requests).toEqual([]);
  });

  it('do not stand in the error of an expression that fails on them', async () => {
    const error = await httpNodes({ secrets }).failure({
      url: 'http://a.example',
      body: '{{ $number(secrets.TOKEN) }}',
    });
    expect(error.code).toBe('EXPRESSION_FAILED');
    expect(JSON.stringify(error)).not.toContain('4711');
  });
});
