import { describe, expect, it } from 'vitest';
import { EpochLostError, STATE_VERSION, UnstorableError, type StoredState, type RunWrite } from '@app/engine';
import { aStep, aStore, aWrite, anEnd } from '../../test/a-store.js';
import { aFlow, aRun, runsDatabase } from '../../test/runs-database.js';
import { RunEndRepository } from '../end/run-end.repository.js';

const STATE: StoredState = { version: STATE_VERSION, status: 'running', scopes: {}, deadline: null };

async function scene() {
  const database = await runsDatabase();
  const { sql } = database;
  const flow = await aFlow(sql);
  const runId = await aRun(sql, flow, { input: { z: 1, a: 'nul \0' } });
  const row = async (columns: string, id = runId) => {
    const [found] = await sql.query({ text: `select ${columns} from runs where id = $1` }, [id]);
    return found;
  };
  const steps = (id = runId) =>
    sql.query({ text: 'select path, status, input, output from run_steps where run_id = $1 order by ordinal' }, [id]);
  return { ...database, flow, runId, row, steps, one: aStore(sql), two: aStore(sql) };
}

describe('taking a run over', () => {
  it('gives what the run is, and raises its epoch', async () => {
    const { one, runId, flow } = await scene();
    expect(await one.store.take(runId)).toEqual({
      runId,
      flow: { id: flow.id, name: 'A flow', version: 1 },
      flowVersionId: flow.versionId,
      input: { z: 1, a: 'nul \0' },
      parentRunId: null,
      depth: 0,
      slice: null,
      startedAt: null,
      epoch: 1,
      snapshot: null,
      events: [],
      seq: 1,
      inbox: [],
    });
    expect(await one.store.take(runId)).toMatchObject({ epoch: 2 });
  });

  it('keeps the order of keys and NUL in the input', async () => {
    const { one, runId } = await scene();
    expect(JSON.stringify((await one.store.take(runId))?.input)).toBe(JSON.stringify({ z: 1, a: 'nul \0' }));
  });

  it('gives null for a run that has ended or does not exist', async () => {
    const { one, runId } = await scene();
    await one.store.take(runId);
    await one.store.write(aWrite(runId, { run: anEnd() }));
    expect(await one.store.take(runId)).toBeNull();
    expect(await one.store.take('00000000-0000-7000-8000-000000000000')).toBeNull();
  });

  it('says how a run has ended; nothing of one that has not, or was terminated', async () => {
    const { one, flow, sql } = await scene();
    const error = { code: 'X', message: 'no' };
    const ended = async (run: NonNullable<RunWrite['run']>): Promise<unknown> => {
      const id = await aRun(sql, flow);
      await one.store.take(id);
      await one.store.write(aWrite(id, { run }));
      return one.store.outcome(id);
    };
    const finishedAt = 1_700_000_000_000;
    expect(await ended(anEnd())).toEqual({ status: 'success' });
    expect(await ended({ status: 'failed', error, finishedAt })).toEqual({ status: 'failed', code: 'X' });
    expect(await ended({ status: 'cancelled', error, finishedAt })).toEqual({ status: 'cancelled', code: 'X' });
    expect(await ended({ status: 'waiting' })).toBeNull();
    const id = await aRun(sql, flow);
    await new RunEndRepository(sql).end(id, { status: 'terminated', error });
    expect(await one.store.outcome(id)).toBeNull();
  });

  it('gives the snapshot, the events after it, results and variables in order of their events', async () => {
    const { one, two, runId } = await scene();
    await one.store.take(runId);
    const at = Date.now();
    const succeeded = (seq: number, path: string) => ({
      seq,
      at,
      type: 'node.succeeded',
      path,
      data: { attempt: 1, handles: null },
    });
    const assign = (path: string, output: object) => aStep(path, { type: 'assign', output: output as never });
    await one.store.write(
      aWrite(runId, {
        events: [succeeded(2, 'b'), succeeded(3, 'a')],
        steps: [assign('b', { x: 1, y: 1 }), assign('a', { x: 2 })],
        run: { status: 'running', startedAt: at, snapshot: STATE },
      }),
    );
    await one.store.write(
      aWrite(runId, {
        events: [succeeded(4, 'c')],
        steps: [
          aStep('c', { attempt: 2, output: [1] }),
          aStep('f', { status: 'failed', error: { code: 'X', message: 'no', retryable: true } }),
        ],
      }),
    );
    const taken = await two.store.take(runId);
    expect(taken).toMatchObject({
      epoch: 2,
      seq: 4,
      startedAt: at,
      snapshot: { state: STATE, seq: 3 },
    });
    expect(taken?.events).toEqual([succeeded(4, 'c')]);
  });

  it('gives the last attempt of each path that is asked for, and leaves large outputs out unless they are wanted', async () => {
    const { one, runId } = await scene();
    await one.store.take(runId);
    const failed = { status: 'failed', error: { code: 'X', message: 'no' } } as const;
    const large = 'x'.repeat(70_000);
    const steps = [
      aStep('a', { ...failed, ordinal: 7 }),
      aStep('a', { attempt: 2, output: [1], input: { asked: true }, ordinal: 9 }),
      aStep('b', { output: large }),
      aStep('c', failed),
      aStep('d', { output: 4 }),
    ];
    await one.store.write(aWrite(runId, { steps }));
    const byPath = async (whole: boolean) =>
      new Map((await one.store.results(runId, ['a', 'b', 'c', 'nowhere'], whole)).map((row) => [row.path, row]));
    const lazy = await byPath(false);
    expect([...lazy.keys()].toSorted()).toEqual(['a', 'b', 'c']);
    expect(lazy.get('a')).toMatchObject({ status: 'success', output: [1], input: null, ordinal: 9, large: false });
    expect(lazy.get('b')).toMatchObject({ output: null, large: true });
    expect(lazy.get('c')).toMatchObject({ status: 'failed', output: null, error: { code: 'X' } });
    const whole = await byPath(true);
    expect(whole.get('a')?.input).toEqual({ asked: true });
    expect(whole.get('b')).toMatchObject({ output: large, large: false });
  });

  it('sees what the driver before it committed while it waited', async () => {
    const { one, two, runId, sql } = await scene();
    await one.store.take(runId);
    let taking: ReturnType<typeof two.store.take> | undefined;
    await sql.transaction(async (tx) => {
      await tx.query({ text: 'select 1 from runs where id = $1 for update' }, [runId]);
      taking = two.store.take(runId);
      await expect
        .poll(() =>
          sql.query({
            text: `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
          }),
        )
        .toHaveLength(1);
      await tx.query(
        {
          text: `insert into run_events (organization_id, run_id, seq, at, type) select organization_id, id, 2, now(), 'late' from runs where id = $1`,
        },
        [runId],
      );
      await tx.query({ text: 'update runs set seq = 2 where id = $1' }, [runId]);
    });
    expect(await taking).toMatchObject({ epoch: 2, seq: 2, events: [{ type: 'run.created' }, { type: 'late' }] });
  });
});

describe('writing a run', () => {
  it('writes all of it at once', async () => {
    const { one, runId, row, steps } = await scene();
    await one.store.take(runId);
    await one.inbox.send(runId, { kind: 'cancel', by: 'me', dedupeKey: 'cancel' });
    const [message] = await one.store.readInbox(runId);
    expect(message).toMatchObject({ kind: 'cancel', by: 'me', data: null });
    await one.store.write(
      aWrite(runId, {
        steps: [aStep('a', { status: 'running', input: { i: 1 } })],
        log: [{ at: 0, level: 'info', message: 'first\0' }],
        taken: [message?.id ?? ''],
        run: { status: 'running', startedAt: 5 },
      }),
    );
    await one.store.write(
      aWrite(runId, {
        events: [{ seq: 3, at: 9, type: 'x', path: 'a', data: { k: 1 } }],
        steps: [aStep('a', { output: { o: '\0' } })],
        log: [{ at: 1, level: 'warn', message: 'second' }],
        run: { ...anEnd({ done: true }), startedAt: 7 },
      }),
    );
    expect(await row('status, seq, started_at, output, log')).toEqual({
      status: 'success',
      seq: 3,
      started_at: new Date(5),
      output: { done: true },
      log: '1970-01-01T00:00:00.000Z INFO first\uFFFD\n1970-01-01T00:00:00.001Z WARN second\n',
    });
    expect(await steps()).toEqual([{ path: 'a', status: 'success', input: { i: 1 }, output: { o: '\0' } }]);
    expect(await one.store.readInbox(runId)).toEqual([]);
  });

  it('changes nothing for a driver whose run was taken over', async () => {
    const { one, two, runId, row, steps } = await scene();
    await one.store.take(runId);
    await two.store.take(runId);
    const late = one.store.write(aWrite(runId, { steps: [aStep('a')], run: anEnd() }));
    await expect(late).rejects.toBeInstanceOf(EpochLostError);
    expect(await row('status, seq, epoch')).toEqual({ status: 'queued', seq: 1, epoch: 2 });
    expect(await steps()).toEqual([]);
    await two.store.write(aWrite(runId, { epoch: 2, run: anEnd() }));
    expect(await row('status')).toEqual({ status: 'success' });
  });

  it('changes nothing once the run has ended', async () => {
    const { one, runId, row } = await scene();
    await one.store.take(runId);
    await one.store.write(aWrite(runId, { run: anEnd(1) }));
    const again = one.store.write(aWrite(runId, { events: [], run: anEnd(2) }));
    await expect(again).rejects.toBeInstanceOf(EpochLostError);
    expect(await row('output')).toEqual({ output: 1 });
  });

  it('lets one of many drivers through, and the others not, in one group', async () => {
    const { sql, flow, two, one } = await scene();
    const runs = await Promise.all(Array.from({ length: 20 }, () => aRun(sql, flow)));
    await Promise.all(runs.map((id) => one.store.take(id)));
    await Promise.all(runs.slice(0, 10).map((id) => two.store.take(id)));
    const results = await Promise.allSettled(runs.map((id) => one.store.write(aWrite(id, { run: anEnd() }))));
    expect(results.map(({ status }) => status)).toEqual([
      ...Array(10).fill('rejected'),
      ...Array(10).fill('fulfilled'),
    ]);
  });

  it('keeps the order of writes of a run that are made without waiting', async () => {
    const { one, runId, row } = await scene();
    await one.store.take(runId);
    const event = (seq: number) => ({ seq, at: seq, type: 'x', path: null, data: null });
    await Promise.all(
      [2, 3, 4].map((seq) => one.store.write(aWrite(runId, { events: [event(seq)], run: { status: 'running' } }))),
    );
    expect(await row('seq')).toEqual({ seq: 4 });
  });

  it('fails the step that PostgreSQL refuses, and nobody else in its group', async () => {
    const { one, sql, flow, steps } = await scene();
    const runs = await Promise.all(Array.from({ length: 4 }, () => aRun(sql, flow)));
    await Promise.all(runs.map((id) => one.store.take(id)));
    const deep = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`) as never;
    const writes = runs.map((id, index) =>
      one.store.write(aWrite(id, { steps: [aStep('fine'), aStep('deep', { output: index === 2 ? deep : null })] })),
    );
    const results = await Promise.allSettled(writes);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    const refused = results[2] as PromiseRejectedResult;
    expect(refused.reason).toBeInstanceOf(UnstorableError);
    expect(refused.reason).toMatchObject({ path: 'deep', attempt: 1 });
    expect(await steps(runs[2])).toEqual([]);
    expect(await steps(runs[1])).toHaveLength(2);
  });

  it('says that PostgreSQL is away when the connection breaks, and does not write again by itself', async () => {
    const { one, two, runId, sql, row } = await scene();
    await one.store.take(runId);
    const where = `from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
    await sql.transaction(async (tx) => {
      await tx.query({ text: 'select 1 from runs where id = $1 for update' }, [runId]);
      const failure = one.store.write(aWrite(runId, { run: anEnd() })).catch((error: unknown) => error);
      await expect.poll(() => sql.query({ text: `select 1 ${where}` })).toHaveLength(1);
      await tx.query({ text: `select pg_terminate_backend(pid) ${where}` });
      expect(await failure).toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    });
    expect(await two.store.take(runId)).toMatchObject({ epoch: 2, seq: 1 });
    expect(await row('status')).toEqual({ status: 'queued' });
  });

  it('cannot write the same events twice', async () => {
    const { one, runId } = await scene();
    await one.store.take(runId);
    await one.store.write(aWrite(runId, { run: { status: 'running' } }));
    await expect(one.store.write(aWrite(runId))).rejects.toMatchObject({ code: '23505' });
  });

  it('stops adding to a log that is long', async () => {
    const { one, runId, row } = await scene();
    await one.store.take(runId);
    const event = (seq: number) => ({ seq, at: seq, type: 'log', path: null, data: null });
    const message = 'x'.repeat(700_000);
    for (const seq of [2, 3, 4, 5]) {
      await one.store.write(aWrite(runId, { events: [event(seq)], log: [{ at: 0, level: 'info', message }] }));
    }
    expect(await row(`length(log) < 1500000 as bounded, log like '%the log is cut here%' as said`)).toEqual({
      bounded: true,
      said: true,
    });
  });
});
