import { EpochLostError } from '@app/engine';
import { describe, expect, it, vi } from 'vitest';
import type { RunWaker } from '@app/temporal';
import { anEnd, aStep, aStore, aWrite } from '../../test/a-store.js';
import { aFlow, aRun, runsDatabase } from '../../test/runs-database.js';
import { RunEndRepository } from '../end/run-end.repository.js';
import { RunStatusRepository } from '../read/run-status.repository.js';
import { RunCancelService } from './run-cancel.service.js';
import { RunCanceller } from './run-canceller.js';

async function scene() {
  const { sql } = await runsDatabase();
  const runId = await aRun(sql, await aFlow(sql));
  const { store, inbox } = aStore(sql);
  const wake = vi.fn<RunWaker['wake']>().mockResolvedValue(false);
  const ends = new RunEndRepository(sql);
  const canceller = new RunCanceller(ends, inbox);
  const waker = { wake } as unknown as RunWaker;
  const service = new RunCancelService(sql, canceller, new RunStatusRepository(sql), waker);
  const row = async () =>
    (await sql.query({ text: 'select status, error, seq, finished_at from runs where id = $1' }, [runId]))[0];
  const events = () =>
    sql.query({ text: 'select seq, type, data from run_events where run_id = $1 order by seq' }, [runId]);
  return { sql, runId, store, inbox, wake, service, ends, row, events };
}

describe('cancelling a run', () => {
  it('ends one that nobody has begun, at once', async () => {
    const { service, runId, row, events, wake, store } = await scene();
    await service.cancel(runId, 'me');
    expect(await row()).toMatchObject({
      status: 'cancelled',
      error: { code: 'RUN_CANCELLED' },
      seq: 2,
      finished_at: expect.any(Date),
    });
    expect((await events())[1]).toMatchObject({
      seq: 2,
      type: 'run.cancelled',
      data: { by: 'me', error: { code: 'RUN_CANCELLED' } },
    });
    expect(wake).not.toHaveBeenCalled();
    expect(await store.take(runId)).toBeNull();
  });

  it('leaves one message, however often it is asked, and wakes the workflow', async () => {
    const { service, runId, store, wake } = await scene();
    await store.take(runId);
    await store.write(aWrite(runId, { run: { status: 'running' } }));
    await Promise.all([service.cancel(runId, 'me'), service.cancel(runId, 'you')]);
    expect(await store.readInbox(runId)).toHaveLength(1);
    expect(wake).toHaveBeenCalledWith(runId);
  });

  it('says RUN_ENDED for a run that has ended, and RUN_NOT_FOUND for none', async () => {
    const { service, runId, store } = await scene();
    await store.take(runId);
    await store.write(aWrite(runId, { run: anEnd() }));
    await expect(service.cancel(runId, null)).rejects.toMatchObject({ code: 'RUN_ENDED' });
    await expect(service.cancel('00000000-0000-7000-8000-000000000000', null)).rejects.toMatchObject({
      code: 'RUN_NOT_FOUND',
    });
  });

  it('ends a run at once that a driver has taken and written nothing of, and the driver can write no more', async () => {
    const { service, runId, store, row } = await scene();
    await store.take(runId);
    await service.cancel(runId, null);
    expect(await row()).toMatchObject({ status: 'cancelled' });
    await expect(store.write(aWrite(runId))).rejects.toBeInstanceOf(EpochLostError);
  });

  it('is never lost between the first write of a driver and one who cancels the run', async () => {
    const { service, store, sql } = await scene();
    const flow = await aFlow(sql);
    for (let n = 0; n < 30; n += 1) {
      const id = await aRun(sql, flow);
      await store.take(id);
      const written = store.write(aWrite(id, { run: { status: 'running' } })).then(
        () => true,
        () => false,
      );
      await service.cancel(id, null);
      expect(await store.readInbox(id)).toHaveLength((await written) ? 1 : 0);
    }
  });
});

describe('ending a run from outside', () => {
  it('ends it with its steps under way, once, and its driver can write no more', async () => {
    const { ends, runId, store, row, sql } = await scene();
    await store.take(runId);
    await store.write(
      aWrite(runId, { steps: [aStep('a', { status: 'running' }), aStep('b')], run: { status: 'running' } }),
    );
    const error = { code: 'RUN_TERMINATED', message: 'Terminated.\0' };
    expect(await ends.end(runId, { status: 'terminated', error })).toEqual([]);
    expect(await ends.end(runId, { status: 'failed', error })).toBeNull();
    expect(await row()).toMatchObject({
      status: 'terminated',
      error: { code: 'RUN_TERMINATED', message: 'Terminated.\uFFFD' },
      seq: 3,
    });
    expect(await sql.query({ text: 'select path, status from run_steps order by path' })).toEqual([
      { path: 'a', status: 'cancelled' },
      { path: 'b', status: 'success' },
    ]);
    await expect(store.write(aWrite(runId, { events: [], run: anEnd() }))).rejects.toThrow('has ended');
  });
});
