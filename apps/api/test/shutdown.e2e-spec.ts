import { aFlow, ApiClient, type AppEnv, type AppProcess, startApi, useDatabase, waitFor } from '@app/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { RawConnection } from './raw-connection.js';

const GET = 'GET /api/v1/flows HTTP/1.1\r\nhost: api\r\n\r\n';
const FOREVER = '30m';
const many = <T>(count: number, make: () => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, make));

describe('the API, told to stop', () => {
  const database = useDatabase();
  const apps: AppProcess[] = [];
  afterEach(() => apps.splice(0).forEach((app) => app.kill('SIGKILL')));

  async function anApi(env: AppEnv = {}): Promise<AppProcess> {
    const fixed = { DATABASE_URL: database().url, TEMPORAL_ADDRESS: 'localhost:1', SHUTDOWN_GRACE: FOREVER };
    const app = await startApi({ ...fixed, ...env });
    apps.push(app);
    return app;
  }

  const refuses = (app: AppProcess): Promise<unknown> =>
    waitFor(
      () =>
        RawConnection.open(app.url).then(
          (open) => open.close(),
          ({ code }) => code === 'ECONNREFUSED',
        ),
      {
        what: 'new connections to be refused',
      },
    );

  it.each(['0ms', '500ms'])('answers all that was sent before, read or not, with a drain of %s', async (drain) => {
    const app = await anApi({ SHUTDOWN_DRAIN: drain });
    const used = await many(10, () => RawConnection.open(app.url));
    for (const connection of used) await connection.send(GET);
    for (const connection of used) expect(await connection.answer()).toEqual({ status: 200, last: false });
    const silent = await many(10, () => RawConnection.open(app.url));
    // A process that stands still reads nothing: what is sent now waits in the kernel, new connections in its queue.
    app.kill('SIGSTOP');
    const queued = await many(20, () => RawConnection.open(app.url));
    const all = [...used, ...silent, ...queued];
    for (const connection of all) await connection.send(GET);
    app.kill('SIGTERM');
    app.kill('SIGCONT');
    for (const connection of all) expect(await connection.answer()).toMatchObject({ status: 200 });
    expect(await app.exited).toMatchObject({ code: 0 });
    await refuses(app);
  });

  it('answers requests that it holds at once', async () => {
    const app = await anApi();
    const api = new ApiClient(app.url);
    const { data: flow } = (await api.post('/flows', aFlow())).body;
    const held = many(20, () => api.post(`/flows/${flow.id}/run`, {}, { query: { wait: '60s' } }));
    await waitFor(async () => (await api.get('/runs')).body.meta.total === 20, { what: 'the runs' });
    expect(await app.stop()).toBe(0);
    for (const { status, body } of await held) expect([status, body.data.status]).toEqual([202, 'queued']);
  });

  it('is not ready any more, and serves all the same while it drains', async () => {
    const app = await anApi({ SHUTDOWN_DRAIN: FOREVER });
    const api = new ApiClient(app.url);
    app.kill('SIGTERM');
    const ready = await waitFor(async () => {
      const answer = await api.get('/health/ready');
      return answer.status === 503 && answer;
    });
    expect(ready.body.error.code).toBe('SHUTTING_DOWN');
    expect(await api.get('/health/live')).toMatchObject({ status: 200 });
    const connection = await RawConnection.open(app.url);
    for (const _ of ['first', 'second']) {
      await connection.send(GET);
      expect(await connection.answer()).toEqual({ status: 200, last: false });
    }
  });

  it('lets a request that has begun to arrive end, and says that its answer is the last', async () => {
    const app = await anApi({ SHUTDOWN_DRAIN: '0ms' });
    const connection = await RawConnection.open(app.url);
    await connection.send(GET.slice(0, 20));
    app.kill('SIGTERM');
    await refuses(app);
    await connection.send(GET.slice(20));
    expect(await connection.answer()).toEqual({ status: 200, last: true });
    await connection.closed();
    expect(connection.error).toBeUndefined();
    expect(await app.exited).toMatchObject({ code: 0 });
  });

  it('is not held up by connections without a request', async () => {
    const app = await anApi({ SHUTDOWN_DRAIN: '100ms' });
    const [silent, used] = await Promise.all([RawConnection.open(app.url), RawConnection.open(app.url)]);
    await used.send(GET);
    await used.answer();
    expect(await app.stop()).toBe(0);
    for (const connection of [silent, used]) {
      await connection.closed();
      expect(connection.error).toBeUndefined();
    }
  });

  it('cuts what has not ended after the grace time', async () => {
    const app = await anApi({ SHUTDOWN_GRACE: '300ms' });
    const connection = await RawConnection.open(app.url);
    await connection.send(GET.slice(0, 20));
    expect(await app.stop()).toBe(0);
    await connection.closed();
  });

  it('gives clients that go on and on nothing but answers, until new connections are refused', async () => {
    const app = await anApi({ SHUTDOWN_DRAIN: '2s' });
    const api = new ApiClient(app.url);
    let answers = 0;
    const requests = async (): Promise<string | undefined> => {
      for (;;) {
        try {
          expect(await api.get('/flows')).toMatchObject({ status: 200 });
          answers += 1;
        } catch (error) {
          return ((error as Error).cause as NodeJS.ErrnoException | undefined)?.code ?? String(error);
        }
      }
    };
    const ends = many(10, requests);
    await waitFor(() => answers > 100, { what: 'the load' });
    expect(await app.stop()).toBe(0);
    expect(await ends).toEqual(Array(10).fill('ECONNREFUSED'));
  });
});
