import type { JsonObject } from '@app/definition';
import { ApiClient, type NodeSketch, waitFor } from '@app/testing';
import { describe, expect, it } from 'vitest';
import { aCountingServer } from './a-counting-server.js';
import { ASystem } from './a-system.js';

const SLICED = { MAP_SLICE_ITEMS: '5' };

/** A system, and a flow whose map calls a server for each of 60 items, so many at a time. */
async function scene(inside: readonly NodeSketch[] = [], concurrency = 8) {
  const system = await ASystem.start();
  const api = new ApiClient(system.api.url);
  const server = await aCountingServer();
  const url = `${server.url}/{{ index }}?ms=20`;
  // Where a call is held for long, it is made again.
  const retry = { max_attempts: 100, backoff_coefficient: 1 };
  const flow = await system.flow(
    [
      { id: 'plus', type: 'assign', data: { variables: { by: 1000 } } },
      { id: 'all', type: 'map', data: { items: '[0..59]', concurrency } },
      { id: 'ask', type: 'http', parentId: 'all', data: { url, timeout: '10s', retry } },
      ...inside,
      { id: 'each', type: 'end', parentId: 'all', data: { output: '{{ item + vars.by }}' } },
      { id: 'end', type: 'end', data: { output: '{{ nodes.all.output }}' } },
    ],
    [
      ['plus', 'all'],
      ['ask', inside[0]?.id ?? 'each'],
      ...inside.map(({ id }): [string, string] => [id, 'each']),
      ['all', 'end'],
    ],
  );
  const list = async (query: Record<string, string>) =>
    (await api.get('/runs', { query: { per_page: '100', ...query } })).body as { data: JsonObject[]; meta: JsonObject };
  const slices = async (id: string) => (await list({ slice_of: id })).data;
  return { system, api, server, flow, list, slices };
}

const ITEMS = Array.from({ length: 60 }, (_, index) => index);

describe('a large map', { timeout: 120_000 }, () => {
  it('is carried out by several workers, one of which is killed, and reads as one run', async () => {
    const { system, api, server, flow, list, slices } = await scene();
    const letGo = server.hold('/7');
    const first = await system.worker(SLICED);
    const id = await system.run(flow);
    await waitFor(() => server.calls.has('/7'));
    await system.worker(SLICED);
    first.kill('SIGKILL');
    await first.exited;
    letGo();
    await system.ended(id);

    const run = (await api.get(`/runs/${id}`)).body.data as JsonObject;
    expect(run).toMatchObject({ status: 'success', output: ITEMS.map((n) => n + 1000), children: 0 });
    const steps = await system.query<{ path: string; status: string }>(
      `select path, status from run_steps where run_id = $1 and status = 'success'`,
      [id],
    );
    const wanted = ['plus', 'all', 'end', ...ITEMS.flatMap((n) => [`all[${n}]`, `all[${n}].ask`, `all[${n}].each`])];
    expect(steps.map(({ path }) => path).toSorted()).toEqual(wanted.toSorted());
    const all = await slices(id);
    expect(all).toHaveLength(12);
    for (const slice of all)
      expect(slice).toMatchObject({ status: 'success', trigger: 'slice', parent_run_id: id, parent_path: 'all' });
    expect((await list({})).data.map((each) => each['id'])).toEqual([id]);
    expect((await list({ parent_run_id: id })).data).toEqual([]);
  });

  it('is shared by workers that carry out slices of it at the same time', async () => {
    const { system, server, flow, slices } = await scene([], 32);
    const letGo = ITEMS.map((index) => server.hold(`/${index}`));
    // Nobody looks for slices without being told of them.
    const few = { ...SLICED, WORKER_MAX_CONCURRENT_RUNS: '2', WORKER_DISPATCH_INTERVAL: '1h' };
    await Promise.all([system.worker(few), system.worker(few)]);
    const id = await system.run(flow);
    const drivers = () =>
      system.query(`select distinct claimed_by from runs where slice_of = $1 and status in ('running', 'waiting')`, [
        id,
      ]);
    // Two workers, of two slices each, of four items each.
    await waitFor(async () => server.calls.size >= 16 && (await drivers()).length === 2);
    for (const each of letGo) each();
    await system.ended(id);
    expect(await slices(id)).toHaveLength(12);
    expect(server.calls.size).toBe(60);
  });

  it('has its steps listed behind it, slice by slice, page by page', async () => {
    const { system, api, flow } = await scene();
    await system.worker(SLICED);
    const id = await system.run(flow);
    await system.ended(id);
    const paths: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const query: Record<string, string> = { per_page: '50', ...(cursor === '' ? {} : { cursor }) };
      const page = (await api.get(`/runs/${id}/steps`, { query })).body;
      paths.push(...(page.data as { path: string }[]).map(({ path }) => path));
      cursor = page.meta.next_cursor as string | null;
    }
    expect(new Set(paths).size).toBe(183);
    const firsts = paths.filter((path) => /^all\[\d+\]$/.test(path)).map((path) => Number(path.slice(4, -1)));
    expect(firsts.map((index) => Math.floor(index / 5))).toEqual(ITEMS.map((index) => Math.floor(index / 5)));
    expect([paths[0], paths[1], paths.at(-1)]).toEqual(['plus', 'all', 'end']);
  });

  it('has no more items under way than it may, over all slices', async () => {
    const { system, flow } = await scene();
    await Promise.all([system.worker(SLICED), system.worker(SLICED)]);
    const id = await system.run(flow);
    await system.ended(id);
    const [row] = await system.query<{ most: number; slices: number }>(
      `with ends as (
        select started_at as at, 1 as n from run_steps where run_id = $1 and node_id = 'all' and path <> 'all'
        union all
        select finished_at, -1 from run_steps where run_id = $1 and node_id = 'all' and path <> 'all'
      ) select max(open)::int as most from (select sum(n) over (order by at, n) as open from ends) o`,
      [id],
    );
    expect(row?.most).toBeGreaterThan(4);
    expect(row?.most).toBeLessThanOrEqual(8);
  });

  it('is cancelled with its run: slices under way undo what they did, those that wait never begin', async () => {
    const undo: NodeSketch = { id: 'hold', type: 'delay', parentId: 'all', data: { duration: '1h' } };
    const { system, api, flow, slices } = await scene([undo]);
    await system.worker(SLICED);
    const id = await system.run(flow);
    const waiting = () => system.query(`select 1 from run_steps where run_id = $1 and status = 'waiting'`, [id]);
    await waitFor(async () => (await waiting()).length === 8);
    expect((await api.post(`/runs/${id}/cancel`)).status).toBe(202);
    await waitFor(async () => (await system.seen(id)).ends > 0);
    expect(await system.seen(id)).toMatchObject({ status: 'cancelled', ends: 1 });
    for (const slice of await slices(id)) expect(slice).toMatchObject({ status: 'cancelled' });
    expect(await waiting()).toEqual([]);
  });
});
