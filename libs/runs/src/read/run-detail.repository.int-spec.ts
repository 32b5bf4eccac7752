import type { JsonObject } from '@app/definition';
import { describe, expect, it } from 'vitest';
import { aStep, aStore, aWrite, anEnd } from '../../test/a-store.js';
import { VAULT } from '../../test/masked-runs.js';
import { aFlow, aRun, runsDatabase } from '../../test/runs-database.js';
import { RunDetailRepository } from './run-detail.repository.js';

async function scene() {
  const { sql } = await runsDatabase();
  const runId = await aRun(sql, await aFlow(sql), { input: { z: 1, a: 2 } });
  const { store } = aStore(sql);
  await store.take(runId);
  return { sql, runId, store, details: new RunDetailRepository(sql) };
}

describe('what one run is made of', () => {
  it('has a part that is other runs', async () => {
    const { details, runId, sql } = await scene();
    expect(await details.run(runId)).toMatchObject({ parentRunId: null, parentPath: null, children: 0 });
    const child = await aRun(sql, await aFlow(sql));
    const text = `update runs set parent_run_id = $2, parent_path = 'all[2].call' where id = $1`;
    await sql.query({ text }, [child, runId]);
    expect(await details.run(runId)).toMatchObject({ children: 1 });
    expect(await details.run(child)).toMatchObject({ parentRunId: runId, parentPath: 'all[2].call', children: 0 });
  });

  it('has its payloads', async () => {
    const { details, store, runId } = await scene();
    await store.write(aWrite(runId, { log: [{ at: 0, level: 'info', message: 'hello' }], run: anEnd([1]) }));
    expect(await details.run(runId)).toMatchObject({
      id: runId,
      status: 'success',
      input: { z: 1, a: 2 },
      output: [1],
      flowName: 'A flow',
    });
    expect(await details.log(runId)).toBe('1970-01-01T00:00:00.000Z INFO hello\n');
    expect(await details.run('00000000-0000-7000-8000-000000000000')).toBeNull();
    expect(await details.log('00000000-0000-7000-8000-000000000000')).toBeNull();
  });

  it('gives steps in the order in which they began, by pages', async () => {
    const { details, store, runId } = await scene();
    const event = (seq: number) => ({ seq, at: seq, type: 'x', path: null, data: null });
    await store.write(
      aWrite(runId, {
        events: [event(2), event(3)],
        steps: [aStep('z', { status: 'running' }), aStep('b', { ordinal: 3 })],
      }),
    );
    await store.write(
      aWrite(runId, {
        events: [event(4), event(5)],
        steps: [aStep('a', { ordinal: 4 }), aStep('z', { output: 1, ordinal: 5 })],
      }),
    );
    const first = await details.steps(runId, 2);
    expect(first.more).toBe(true);
    expect(first.steps.map(({ path, status }) => [path, status])).toEqual([
      ['z', 'success'],
      ['b', 'success'],
    ]);
    const rest = await details.steps(runId, 2, first.steps[1]);
    expect(rest).toMatchObject({ steps: [{ path: 'a' }], more: false });
  });

  it('leaves long values out of the list and says so, and ends a page that grows too large', async () => {
    const { details, store, runId } = await scene();
    const values = Array.from({ length: 60 }, (_, n) =>
      aStep(`s${n}`, { output: 'x'.repeat(n === 0 ? 300_000 : 200_000) }),
    );
    const events = values.map((_, n) => ({ seq: n + 2, at: 0, type: 'x', path: null, data: null }));
    await store.write(aWrite(runId, { events, steps: values }));
    const page = await details.steps(runId, 100);
    expect(page.more).toBe(true);
    expect(page.steps.length).toBeLessThan(60);
    expect(page.steps[0]).toMatchObject({ path: 's0', output: null, truncated: true });
    expect(page.steps[1]).toMatchObject({ path: 's1', truncated: false });
  });

  it('shows what is masked as such, however long it is', async () => {
    const { sql, details, runId } = await scene();
    const { store } = aStore(sql, VAULT);
    const steps = [1, 300_000].map((length) => aStep(`s${length}`, { output: 'x'.repeat(length), maskOutput: true }));
    await store.write(aWrite(runId, { steps, run: { ...anEnd(1), maskOutput: true } }));
    const shown = (await details.steps(runId, 10)).steps.map(({ output, truncated }) => [output, truncated]);
    expect(shown).toEqual([
      ['***', false],
      ['***', false],
    ]);
    expect(await details.run(runId)).toMatchObject({ output: '***' });
  });

  it('shows a plain value as it is that looks like a masked one', async () => {
    const { details, store, runId } = await scene();
    const forged = VAULT.seal('secret', ['run_steps', runId, 'forged', 1, 'output']) as JsonObject;
    await store.write(aWrite(runId, { steps: [aStep('forged', { output: forged })], run: anEnd(forged) }));
    expect((await details.steps(runId, 10)).steps[0]).toMatchObject({ output: forged, truncated: false });
    expect(await details.run(runId)).toMatchObject({ output: forged });
    expect(await store.results(runId, ['forged'], true)).toMatchObject([{ output: forged, masked: false }]);
  });

  it('gives events after a number', async () => {
    const { details, store, runId } = await scene();
    await store.write(
      aWrite(runId, {
        events: [2, 3, 4].map((seq) => ({ seq, at: 1_000, type: 'x', path: 'p', data: { b: seq, a: 1 } })),
      }),
    );
    expect(await details.events(runId, 2, 1)).toEqual([
      { seq: 3, at: new Date(1_000), type: 'x', path: 'p', data: { b: 3, a: 1 } },
    ]);
    expect((await details.events(runId, 0, 10)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  });
});
