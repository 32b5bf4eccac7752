import { describe, expect, it } from 'vitest';
import { STATE_VERSION, type NodeResult, type StoredState } from '@app/engine';
import { aStep, aStore, aWrite, anEnd } from '../../test/a-store.js';
import { aFlow, aRun, runsDatabase } from '../../test/runs-database.js';

const STATE: StoredState = { version: STATE_VERSION, status: 'running', scopes: {}, deadline: null };

async function scene() {
  const { sql } = await runsDatabase();
  const runId = await aRun(sql, await aFlow(sql));
  const { store, calls } = aStore(sql);
  await store.take(runId);
  await store.write(
    aWrite(runId, {
      steps: [aStep('done', { output: 7 }), aStep('long', { status: 'pending' })],
      run: { status: 'waiting', snapshot: STATE },
    }),
  );
  return { store, calls, runId };
}

describe('an attempt that runs as a regular activity', () => {
  it('begins once, and knows what the run knows', async () => {
    const { calls, runId } = await scene();
    const begun = await Promise.all([1, 2, 3].map(() => calls.begin(runId, 'long', 1)));
    const [call, ...others] = begun.filter((each) => each !== null);
    expect(others).toEqual([]);
    expect(call).toMatchObject({ runId, snapshot: STATE });
    expect(await calls.results(runId, ['done'], false)).toMatchObject([{ path: 'done', output: 7 }]);
  });

  it('does not begin in a run that has ended, or that has no such attempt', async () => {
    const { calls, store, runId } = await scene();
    expect(await calls.begin(runId, 'long', 2)).toBeNull();
    await store.write(aWrite(runId, { events: [], run: anEnd() }));
    expect(await calls.begin(runId, 'long', 1)).toBeNull();
  });

  it('leaves its result once, and none to a run that has ended', async () => {
    const { calls, store, runId } = await scene();
    const result: NodeResult = {
      path: 'long',
      attempt: 1,
      at: 5,
      outcome: { output: { z: '\0', a: 1 }, handles: null },
    };
    await Promise.all([calls.leaveResult(runId, result), calls.leaveResult(runId, result)]);
    expect(await store.readInbox(runId)).toMatchObject([{ kind: 'node.result', data: result }]);
    await store.write(aWrite(runId, { events: [], run: anEnd() }));
    await calls.leaveResult(runId, { ...result, attempt: 2 });
    expect(await store.readInbox(runId)).toHaveLength(1);
  });

  it('leaves an error where PostgreSQL refuses the result', async () => {
    const { calls, store, runId } = await scene();
    const output = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`) as never;
    await calls.leaveResult(runId, { path: 'long', attempt: 1, at: 5, outcome: { output, handles: null } });
    expect(await store.readInbox(runId)).toMatchObject([
      { data: { path: 'long', error: { code: 'OUTPUT_NOT_STORABLE' } } },
    ]);
  });
});
