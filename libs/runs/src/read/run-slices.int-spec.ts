import { describe, expect, it } from 'vitest';
import { aStep, aStore, aWrite } from '../../test/a-store.js';
import { aFlow, aRun, runsDatabase } from '../../test/runs-database.js';
import { RunEndRepository } from '../end/run-end.repository.js';
import { ExpiredRunsRepository } from '../retention/expired-runs.repository.js';
import { RunDetailRepository } from './run-detail.repository.js';
import { RunListRepository } from './run-list.repository.js';
import { DEFAULT_ORGANIZATION_ID } from '@app/database';

/** A run with two slices of its map, whose step has the ordinal 2. */
async function scene() {
  const { sql } = await runsDatabase();
  const flow = await aFlow(sql);
  const root = await aRun(sql, flow);
  const slice = async (index: number) => {
    const id = await aRun(sql, flow);
    const text = `update runs set slice_of = $2, slice_index = $3, slice_ordinal = 2, parent_run_id = $2, parent_path = 'all',
      parent_attempt = 1, parent_waits = true, trigger = 'slice' where id = $1`;
    await sql.query({ text }, [id, root, index]);
    return id;
  };
  const slices = [await slice(0), await slice(1)] as const;
  const { store } = aStore(sql);
  for (const id of [root, ...slices]) await store.take(id);
  const log = (message: string) => [{ at: 0, level: 'info', message } as const];
  const write = (id: string, path: string, status: 'success' | 'running' = 'success', message = path) =>
    store.write(aWrite(id, { steps: [aStep(path, { status })], log: log(message) }));
  return { sql, root, slices, write, details: new RunDetailRepository(sql) };
}

describe('a run whose map is in slices', () => {
  it('has their steps, behind the map, and their log', async () => {
    const { root, slices, write, details } = await scene();
    await write(slices[1], 'all[5]');
    await write(slices[0], 'all[0]');
    await write(root, 'all');
    expect((await details.steps(root, 10)).steps.map(({ path }) => path)).toEqual(['all', 'all[0]', 'all[5]']);
    expect((await details.steps(slices[0], 10)).steps).toEqual([]);
    const lines = ['all', 'all[0]', 'all[5]'].map((path) => `1970-01-01T00:00:00.000Z INFO ${path}\n`);
    expect(await details.log(root)).toBe(lines.join(''));
    expect(await details.log(slices[0])).toBe(lines[1]);
  });

  it('has no more of their log than a log may have, and says so', async () => {
    const { root, slices, write, details } = await scene();
    for (const id of slices) await write(id, id, 'success', 'x'.repeat(800_000));
    const log = await details.log(root);
    expect(log?.length).toBeLessThan(1_048_576);
    expect(log).toContain(`xx\n(the log is cut here`);
  });

  it('counts the runs that they started as its own, and not them', async () => {
    const { sql, root, slices, details } = await scene();
    const child = await aRun(sql, await aFlow(sql));
    const text = `update runs set parent_run_id = $2, parent_path = 'all[5].call' where id = $1`;
    await sql.query({ text }, [child, slices[1]]);
    expect(await details.run(root)).toMatchObject({ children: 1, parentRunId: null });
    expect(await details.run(child)).toMatchObject({ parentRunId: root, parentPath: 'all[5].call' });
    const lists = new RunListRepository(sql);
    const ids = async (filter: Parameters<typeof lists.page>[1]) =>
      (await lists.page(DEFAULT_ORGANIZATION_ID, filter, { perPage: 10 })).runs.map(({ id }) => id);
    expect(await ids({ parentRunId: root })).toEqual([child]);
    expect(await ids({ sliceOf: root })).toEqual([slices[1], slices[0]]);
    expect(await ids({})).toEqual([child, root]);
  });

  it('loses the steps under way of a slice that is ended from outside, and no others', async () => {
    const { sql, root, slices, write } = await scene();
    await write(root, 'all', 'running');
    await write(slices[0], 'all[0]', 'running');
    await write(slices[1], 'all[5]', 'running');
    const error = { code: 'RUN_TERMINATED', message: '' };
    expect(await new RunEndRepository(sql).end(slices[0], { status: 'terminated', error })).toEqual([root]);
    const rows = await sql.query({ text: 'select path, status from run_steps where run_id = $1 order by path' }, [
      root,
    ]);
    expect(rows).toEqual([
      { path: 'all', status: 'running' },
      { path: 'all[0]', status: 'cancelled' },
      { path: 'all[5]', status: 'running' },
    ]);
    const [message] = await sql.query<{ data: object }>({ text: 'select data from run_inbox where run_id = $1' }, [
      root,
    ]);
    expect(message?.data).toEqual({
      path: 'all',
      slice: 0,
      run_id: slices[0],
      status: 'terminated',
      error,
      undo_missing: null,
    });
  });

  it('is deleted after them', async () => {
    const { sql } = await scene();
    await sql.query({ text: `update runs set status = 'success', finished_at = now() - interval '1 hour'` });
    const expired = new ExpiredRunsRepository(sql);
    const left = async () =>
      (await sql.query({ text: 'select trigger from runs' })).map((row) => (row as { trigger: string }).trigger);
    await expired.deleteSome(1_000);
    expect(await left()).toEqual(['api']);
    await expired.deleteSome(1_000);
    expect(await left()).toEqual([]);
  });
});
