import { ApiClient, OwnServer, startApi, temporalAddress, useDatabase, waitFor } from '@app/testing';
import { afterEach, describe, expect, it } from 'vitest';

const CLOSED_PORT = '127.0.0.1:1';

describe('the process of the API', () => {
  const database = useDatabase();
  const servers: OwnServer[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.dispose();
  });
  const env = () => ({ DATABASE_URL: database().url, TEMPORAL_ADDRESS: temporalAddress() });

  it('names every bad variable by name and rule, never by value, and ends with 1', async () => {
    const bad = { DATABASE_URL: 'mysql://root:hunter2@x/y', APP_PORT: '70000', LOG_LEVEL: 'loud' };
    const app = await startApi(bad, 'none');
    expect((await app.exited).code).toBe(1);
    const text = app.logs.join('\n');
    for (const name of Object.keys(bad)) expect(text).toContain(name);
    expect(text).not.toMatch(/hunter2|70000|loud/);
  });

  it('writes one line a request, with its ids, and no secret', async () => {
    const app = await startApi({ ...env(), FLOW_SECRET_TOKEN: 'hunter2-hunter2' });
    const api = new ApiClient(app.url);
    const id = '018f4d2e-7a10-7c3e-9b1a-0123456789ab';
    await api.get(`/flows/${id}?token=hunter2-hunter2`, {
      headers: { authorization: 'Bearer hunter2-hunter2', 'x-request-id': 'line-1' },
    });
    await api.get('/health');
    await app.stop();
    const lines = app.logs.filter((line) => line.includes('"request answered"'));
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { request_id: 'line-1', flow_id: id, method: 'GET', status: 404 },
    ]);
    expect(app.logs.join('\n')).not.toContain('hunter2');
    expect(app.logs.join('\n')).not.toContain(new URL(database().url).password);
  });

  it('is well, and ready, with both servers up', async () => {
    const app = await startApi(env());
    const api = new ApiClient(app.url);
    const up = { status: 'up', response_time_ms: expect.any(Number) };
    // The first call over a new connection may take longer than a check waits.
    const well = await waitFor(async () => {
      const answer = await api.get('/health');
      return answer.status === 200 && answer;
    });
    expect(well.body.data).toEqual({ status: 'ok', checks: { postgresql: up, temporal: up } });
    expect(await api.get('/health/ready')).toMatchObject({
      status: 200,
      body: { data: { checks: { postgresql: up } } },
    });
    expect(await api.get('/health/live')).toMatchObject({ status: 200, body: { data: { status: 'ok' } } });
    await app.stop();
  });

  it('says that Temporal is down, and is ready all the same', async () => {
    const app = await startApi({ ...env(), TEMPORAL_ADDRESS: CLOSED_PORT });
    const api = new ApiClient(app.url);
    const health = await api.get('/health');
    expect(health).toMatchObject({ status: 503, body: { error: { code: 'TEMPORAL_UNAVAILABLE' } } });
    expect(health.headers.get('retry-after')).toBe('2');
    expect(health.body.error.details).toMatchObject([
      { path: 'postgresql', code: 'up' },
      { path: 'temporal', code: 'down' },
    ]);
    expect(await api.get('/health/ready')).toMatchObject({ status: 200 });
    expect(await api.get('/flows')).toMatchObject({ status: 200 });
    expect(await app.stop()).toBe(0);
  });

  it('answers 503 with Retry-After while PostgreSQL is away, and serves again when it is back', async () => {
    const postgres = await OwnServer.postgres();
    servers.push(postgres);
    const app = await startApi({ ...env(), DATABASE_URL: postgres.address });
    const api = new ApiClient(app.url);
    expect(await api.get('/flows')).toMatchObject({ status: 200 });
    await postgres.kill();
    const down = await api.get('/flows');
    expect(down).toMatchObject({ status: 503, body: { error: { code: 'DATABASE_UNAVAILABLE' } } });
    expect(down.headers.get('retry-after')).toBe('2');
    expect(await api.get('/health')).toMatchObject({ status: 503, body: { error: { code: 'DATABASE_UNAVAILABLE' } } });
    expect(await api.get('/health/ready')).toMatchObject({ status: 503 });
    expect(await api.get('/health/live')).toMatchObject({ status: 200 });
    await postgres.start();
    await waitFor(async () => (await api.get('/flows')).status === 200, { what: 'PostgreSQL' });
    expect(app.logs.join('\n')).not.toContain(new URL(postgres.address).password);
    expect(await app.stop()).toBe(0);
  });
});
