import { describe, expect, it, onTestFinished } from 'vitest';
import { Notifications } from '@app/database';
import { anEnd, aStore, aWrite } from '../../test/a-store.js';
import { aFlow, aRun, runsDatabase } from '../../test/runs-database.js';
import { RunStatusRepository } from '../read/run-status.repository.js';
import { RunEndWatch } from './run-end-watch.js';

const FOREVER: AbortSignal[] = [];

async function scene() {
  const { sql, settings } = await runsDatabase();
  const notifications = new Notifications(settings, 'runs-test-listen');
  onTestFinished(() => notifications.close());
  const runId = await aRun(sql, await aFlow(sql));
  const { store } = aStore(sql);
  await store.take(runId);
  const watch = new RunEndWatch(notifications, new RunStatusRepository(sql));
  return { sql, store, runId, watch, end: () => store.write(aWrite(runId, { run: anEnd() })) };
}

describe('waiting for the end of a run', () => {
  it('ends with the run', async () => {
    const { watch, runId, end } = await scene();
    const waiting = watch.wait(runId, 3_600_000, FOREVER);
    await end();
    await waiting;
    expect(watch.size).toBe(0);
  });

  it('ends at once for a run that has ended or is not there', async () => {
    const { watch, runId, end } = await scene();
    await end();
    await watch.wait(runId, 20_000, FOREVER);
    await watch.wait('00000000-0000-7000-8000-000000000000', 20_000, FOREVER);
    expect(watch.size).toBe(0);
  });

  it('ends with its time', async () => {
    const { watch, runId } = await scene();
    await watch.wait(runId, 30, FOREVER);
    expect(watch.size).toBe(0);
  });

  it('ends when the client goes away', async () => {
    const { watch, runId } = await scene();
    const client = new AbortController();
    const waiting = watch.wait(runId, 20_000, [client.signal]);
    await expect.poll(() => watch.size).toBe(1);
    client.abort();
    await waiting;
    expect(watch.size).toBe(0);
  });

  it('sees the end of a run whose notification was lost', async () => {
    const { watch, runId, sql } = await scene();
    const waiting = watch.wait(runId, 20_000, FOREVER);
    await sql.query({ text: `update runs set status = 'success', finished_at = now() where id = $1` }, [runId]);
    await waiting;
    expect(watch.size).toBe(0);
  });
});
