import { describe, expect, it } from 'vitest';
import { DEFAULT_ORGANIZATION_ID } from '@app/database';
import { aFlow, aRun, runsDatabase } from '../../test/runs-database.js';
import type { RunFilter } from './run-filter.js';
import { RunListRepository } from './run-list.repository.js';
import { MAX_TOTAL, pageQuery } from './run-list-sql.js';

const DAY = Date.UTC(2026, 0, 1);

/** Ten runs, one a minute: even ones of the first flow, every third failed, all but two started. */
async function scene() {
  const { sql } = await runsDatabase();
  const flows = [await aFlow(sql), await aFlow(sql)] as const;
  const runs: string[] = [];
  for (let n = 0; n < 10; n += 1) {
    const createdAt = new Date(DAY + n * 60_000);
    const id = await aRun(sql, flows[n % 2 === 0 ? 0 : 1], { createdAt });
    const v7 = `${createdAt
      .getTime()
      .toString(16)
      .padStart(12, '0')
      .replace(/^(.{8})/, '$1-')}-7000-8000-00000000000${n}`;
    await sql.query({ text: 'delete from run_events where run_id = $1' }, [id]);
    const [status, at] = [n % 3 === 0 ? 'failed' : 'running', new Date(DAY + n * 60_000 + 500)];
    await sql.query({ text: 'update runs set id = $2, status = $3, started_at = $4, finished_at = $5 where id = $1' }, [
      id,
      v7,
      status,
      n < 8 ? at : null,
      status === 'failed' ? at : null,
    ]);
    runs.push(v7);
  }
  const repository = new RunListRepository(sql);
  const list = async (filter: RunFilter, perPage = 20, rest: object = {}) => {
    const { runs: found, more } = await repository.page(DEFAULT_ORGANIZATION_ID, filter, { perPage, ...rest });
    return { numbers: found.map(({ id }) => runs.indexOf(id)), more };
  };
  const total = (filter: RunFilter) => repository.total(DEFAULT_ORGANIZATION_ID, filter);
  return { sql, flows, runs, list, total };
}

describe('lists of runs', () => {
  it('are newest first, by flow, by status and by several statuses', async () => {
    const { list, flows, total } = await scene();
    expect((await list({})).numbers).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
    expect((await list({ flowId: flows[0].id })).numbers).toEqual([8, 6, 4, 2, 0]);
    expect((await list({ statuses: ['failed'] })).numbers).toEqual([9, 6, 3, 0]);
    expect((await list({ statuses: ['failed', 'running', 'paused'], flowId: flows[1].id })).numbers).toEqual([
      9, 7, 5, 3, 1,
    ]);
    expect(await total({ statuses: ['failed', 'paused'] })).toBe(4);
  });

  it('are found by when runs were made, and by when they started', async () => {
    const { list } = await scene();
    const [from, to] = [new Date(DAY + 3 * 60_000), new Date(DAY + 6 * 60_000)];
    expect((await list({ createdAfter: from, createdBefore: to })).numbers).toEqual([5, 4, 3]);
    expect((await list({ startedAfter: from, startedBefore: to, statuses: ['running'] })).numbers).toEqual([5, 4]);
    expect((await list({ startedAfter: from })).numbers).toEqual([7, 6, 5, 4, 3]);
  });

  it('are found by labels, each of which must hold', async () => {
    const { sql, list, runs, total } = await scene();
    const label = (n: number, name: string, value: string) =>
      sql.query({ text: 'insert into run_labels (organization_id, run_id, name, value) values ($1, $2, $3, $4)' }, [
        DEFAULT_ORGANIZATION_ID,
        runs[n],
        name,
        value,
      ]);
    for (const n of [1, 3, 6, 8]) await label(n, 'customer', '17');
    for (const n of [3, 4, 8]) await label(n, 'kind', 'order');
    const customer = { name: 'customer', value: '17' };
    const kind = { name: 'kind', value: 'order' };
    expect((await list({ labels: [customer] })).numbers).toEqual([8, 6, 3, 1]);
    expect((await list({ labels: [customer, kind] })).numbers).toEqual([8, 3]);
    expect((await list({ labels: [customer], statuses: ['failed'] })).numbers).toEqual([6, 3]);
    expect((await list({ labels: [{ ...kind, value: 'bill' }] })).numbers).toEqual([]);
    expect((await list({ labels: [customer], startedAfter: new Date(DAY + 3 * 60_000) })).numbers).toEqual([6, 3]);
    expect(await list({ labels: [customer] }, 2, { after: { id: runs[6] } })).toEqual({ numbers: [3, 1], more: false });
    expect(await total({ labels: [customer] })).toBe(4);
  });

  it('are found by the run that started them', async () => {
    const { sql, list, runs, total } = await scene();
    const text = `update runs set parent_run_id = $1, parent_path = 'call' where id = any($2::uuid[])`;
    await sql.query({ text }, [runs[0], [runs[2], runs[3], runs[7]]]);
    expect((await list({ parentRunId: runs[0] })).numbers).toEqual([7, 3, 2]);
    expect((await list({ parentRunId: runs[0], statuses: ['failed'] })).numbers).toEqual([3]);
    expect((await list({ parentRunId: runs[1] })).numbers).toEqual([]);
    expect(await total({ parentRunId: runs[0] })).toBe(3);
  });

  it('page by cursor and by number, and say whether there is more', async () => {
    const { list, runs } = await scene();
    expect(await list({}, 4)).toEqual({ numbers: [9, 8, 7, 6], more: true });
    expect(await list({}, 4, { after: { id: runs[2] } })).toEqual({ numbers: [1, 0], more: false });
    expect(await list({}, 4, { offset: 4 })).toEqual({ numbers: [5, 4, 3, 2], more: true });
    const started = { startedAfter: new Date(DAY) };
    expect(await list(started, 3, { after: { id: runs[5], startedAt: DAY + 5 * 60_000 + 500 } })).toEqual({
      numbers: [4, 3, 2],
      more: true,
    });
  });

  it('are counted up to a bound', async () => {
    const { sql, flows, total } = await scene();
    expect(await total({})).toBe(10);
    await sql.query(
      {
        text: `insert into runs (organization_id, flow_id, flow_version_id, flow_version, flow_name)
               select $1, $2, $3, 1, 'A flow' from generate_series(1, $4)`,
      },
      [DEFAULT_ORGANIZATION_ID, flows[0].id, flows[0].versionId, MAX_TOTAL],
    );
    expect(await total({})).toBeNull();
    expect(await total({ statuses: ['failed'] })).toBe(4);
  });

  it('are read out of an index in order, whatever the filter', async () => {
    const { sql, flows, runs } = await scene();
    await sql.query(
      {
        text: `insert into runs (organization_id, flow_id, flow_version_id, flow_version, flow_name)
               select $1, $2, $3, 1, 'A flow' from generate_series(1, 20000)`,
      },
      [DEFAULT_ORGANIZATION_ID, flows[0].id, flows[0].versionId],
    );
    await sql.query({
      text: `insert into run_labels (organization_id, run_id, name, value)
             select organization_id, id, 'usual', 'x' from runs
             union all (select organization_id, id, 'rare', 'x' from runs order by id limit 3)`,
    });
    const children = 'update runs set parent_run_id = $1 where id in (select id from runs order by id desc limit 2000)';
    await sql.query({ text: children }, [runs[0]]);
    await sql.query({ text: 'analyze runs, run_labels' });
    const [usual, rare] = [
      { name: 'usual', value: 'x' },
      { name: 'rare', value: 'x' },
    ];
    const filters: RunFilter[] = [
      {},
      { flowId: flows[1].id },
      { parentRunId: runs[0] },
      { parentRunId: runs[1] },
      { statuses: ['failed'] },
      { statuses: ['failed', 'running'] },
      { flowId: flows[0].id, statuses: ['queued', 'failed'] },
      { startedAfter: new Date(DAY) },
      { labels: [usual] },
      { labels: [rare] },
      { labels: [usual, rare], statuses: ['failed', 'queued'] },
      { labels: [usual], flowId: flows[1].id },
      { createdAfter: new Date(DAY), createdBefore: new Date(DAY + 120_000) },
    ];
    for (const filter of filters) {
      const { statement, values } = pageQuery(DEFAULT_ORGANIZATION_ID, filter, { perPage: 20 });
      const plan = await sql.query({ text: `explain (analyze, format text) ${statement.text}` }, values);
      const text = plan.map((row) => Object.values(row)[0]).join('\n');
      expect(text).not.toContain('Seq Scan');
      const read = [...text.matchAll(/(?:Index Scan|Scan using).*actual time=\S+ rows=(\d+)/g)].map(([, rows]) =>
        Number(rows),
      );
      expect(Math.max(...read), text).toBeLessThan(100);
    }
  });
});
