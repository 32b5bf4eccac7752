import type { Json, JsonObject } from '@app/definition';
import { aDefinition, ApiClient, type EdgeSketch, type NodeSketch, waitFor } from '@app/testing';
import { describe, expect, it } from 'vitest';
import { aCountingServer } from './a-counting-server.js';
import { ASystem } from './a-system.js';

const call = (flow: string, data: JsonObject = {}): NodeSketch => ({
  id: 'call',
  type: 'subflow',
  data: { flow, input: '{{ input }}', ...data },
});
const end = (output: Json): NodeSketch => ({ id: 'end', type: 'end', data: { output } });

/** What clients see of a run; each test says what it reads. */
interface Seen {
  readonly id: string;
  readonly status: string;
  readonly output: Json;
  readonly error: { readonly code: string; readonly details: JsonObject } | null;
  readonly children: number;
  readonly parent_run_id: string | null;
  readonly steps: readonly { readonly path: string; readonly input: JsonObject }[];
}

/** A client of a system with so many workers. */
async function scene(workers = 1) {
  const system = await ASystem.start();
  const api = new ApiClient(system.api.url);
  for (let n = 0; n < workers; n += 1) await system.worker();
  const publish = async (id: string) => expect(await api.post(`/flows/${id}/publish`)).toMatchObject({ status: 200 });
  const flow = async (nodes: readonly NodeSketch[], edges?: readonly EdgeSketch[]) => {
    const id = await system.flow(nodes, edges);
    await publish(id);
    return id;
  };
  const start = async (flowId: string, input: Json = {}): Promise<string> =>
    (await api.post(`/flows/${flowId}/run`, { input })).body.data.id as string;
  const run = async (id: string) => (await api.get(`/runs/${id}`)).body.data as Seen;
  const ended = (id: string) =>
    waitFor(async () => {
      const seen = await run(id);
      return ['queued', 'running', 'waiting'].includes(seen.status) ? null : seen;
    });
  const children = async (id: string) =>
    (await api.get('/runs', { query: { parent_run_id: id, per_page: 100 } })).body.data as JsonObject[];
  return { system, api, publish, flow, start, run, ended, children };
}

describe('runs within runs', () => {
  it('are of the version that is published then, or of the one that is named, and are linked both ways', async () => {
    const { api, publish, flow, start, ended, run, children } = await scene();
    const inner = await flow([end('first')]);
    const definition = aDefinition([end('second')]);
    await api.patch(`/flows/${inner}`, { definition });
    const published = await flow([call(inner), end('{{ nodes.call.output }}')]);
    const named = await flow([call(inner, { version: 2 }), end('{{ nodes.call.output }}')]);
    const slug = (await api.get(`/flows/${inner}`)).body.data.slug as string;
    const bySlug = await flow([call(slug), end('{{ nodes.call.output }}')]);
    const outputs = async () =>
      Promise.all([published, named, bySlug].map(async (id) => (await ended(await start(id))).output));
    expect(await outputs()).toEqual(['first', 'second', 'first']);
    await publish(inner);
    expect(await outputs()).toEqual(['second', 'second', 'second']);

    const parent = await ended(await start(published, { n: 1 }));
    const [child] = await children(parent.id);
    expect(parent).toMatchObject({ status: 'success', children: 1, parent_run_id: null });
    expect(child).toMatchObject({ parent_run_id: parent.id, parent_path: 'call', trigger: 'subflow', flow_version: 2 });
    expect(parent.steps.find(({ path }) => path === 'call')?.input).toEqual({
      flow_id: inner,
      flow_version: 2,
      run_id: child?.['id'],
      input: { n: 1 },
    });
    expect(await run(child?.['id'] as string)).toMatchObject({ input: { n: 1 }, children: 0, parent_path: 'call' });
  });

  it('go their own way where nobody waits for them', async () => {
    const { flow, start, ended, run } = await scene();
    const server = await aCountingServer();
    const letGo = server.hold('/slow');
    const data = { method: 'GET', url: `${server.url}/slow`, timeout: '10s' };
    const inner = await flow([{ id: 'slow', type: 'http', data }, end('done')]);
    const outer = await flow([call(inner, { wait: false }), end('{{ nodes.call.output }}')]);
    const { output, status } = await ended(await start(outer));
    const { run_id: within } = output as { run_id: string };
    expect([status, (await run(within)).status]).toEqual(['success', expect.stringMatching(/queued|running/)]);
    letGo();
    expect(await ended(within)).toMatchObject({ status: 'success', output: 'done' });
  });

  it('fail their nodes with what they failed with, which an error edge handles', async () => {
    const { flow, start, ended, children } = await scene();
    const inner = await flow([
      { id: 'no', type: 'fail', data: { code: 'NO_STOCK', message: 'None of {{ input.sku }}.', details: { left: 0 } } },
    ]);
    const id = await start(
      await flow(
        [call(inner), end('ordered'), { id: 'sorry', type: 'end', data: { output: '{{ nodes.call.error }}' } }],
        [
          ['call', 'end'],
          ['call', 'sorry', 'error'],
        ],
      ),
      { sku: 'lamp' },
    );
    const seen = await ended(id);
    const [child] = await children(id);
    expect(seen).toMatchObject({
      status: 'success',
      output: { code: 'NO_STOCK', message: 'None of lamp.', details: { run_id: child?.['id'], details: { left: 0 } } },
    });
  });

  it('are cancelled with the run that waits for them, however deep', async () => {
    const { api, flow, start, ended, children } = await scene();
    const inner = await flow([{ id: 'rest', type: 'delay', data: { duration: '1h' } }]);
    const middle = await flow([call(inner)]);
    const id = await start(await flow([call(middle)]));
    const waiting = (of: string) =>
      waitFor(async () => {
        const [child] = await children(of);
        return child?.['status'] === 'waiting' ? (child['id'] as string) : null;
      });
    const within = await waiting(id);
    const deepest = await waiting(within);
    expect((await api.post(`/runs/${id}/cancel`)).status).toBe(202);
    for (const each of [id, within, deepest])
      expect(await ended(each)).toMatchObject({ status: 'cancelled', error: { code: 'RUN_CANCELLED' } });
  });

  it('are refused where a flow would call itself without end, and go as deep as they may where it decides', async () => {
    const { api, system, publish, start, ended, children } = await scene();
    const id = await system.flow([{ id: 'later', type: 'log', data: { message: '' } }]);
    const again = call(id, { input: { n: '{{ input.n - 1 }}' } });
    const endless = { definition: aDefinition([again]) };
    const refused = await api.patch(`/flows/${id}`, endless);
    expect(refused.body.data.problems).toMatchObject([{ code: 'SUBFLOW_WITHOUT_END', path: 'nodes[0].data.flow' }]);
    expect(await api.post(`/flows/${id}/publish`)).toMatchObject({
      status: 409,
      body: { error: { code: 'FLOW_HAS_PROBLEMS' } },
    });
    const more: NodeSketch = { id: 'more', type: 'condition', data: { expression: 'input.n > 0' } };
    const deeper = { definition: aDefinition([more, again], [['more', 'call', 'true']]) };
    expect((await api.patch(`/flows/${id}`, deeper)).body.data.problems).toEqual([]);
    await publish(id);

    let deepest = await start(id, { n: 20 });
    expect(await ended(deepest)).toMatchObject({ status: 'success' });
    for (let depth = 1; depth <= 20; depth += 1) {
      const [child, ...others] = await children(deepest);
      expect(others).toEqual([]);
      deepest = child?.['id'] as string;
    }
    expect(await children(deepest)).toEqual([]);
    const tooDeep = await ended(await start(id, { n: 21 }));
    expect(tooDeep).toMatchObject({ status: 'failed', error: { code: 'SUBFLOW_TOO_DEEP', path: 'call' } });
  });

  it('are a hundred, ten at a time', async () => {
    const { flow, start, ended, children } = await scene();
    const inner = await flow([{ id: 'twice', type: 'transform', data: { output: '{{ input.n * 2 }}' } }]);
    const items = Array.from({ length: 100 }, (_, n) => n);
    const outer = await flow(
      [
        { id: 'all', type: 'map', data: { items, concurrency: 10 } },
        { ...call(inner, { input: { n: '{{ item }}' } }), parentId: 'all' },
        { id: 'each', type: 'end', parentId: 'all', data: { output: '{{ nodes.call.output.twice }}' } },
        end('{{ nodes.all.output }}'),
      ],
      [
        ['all', 'end'],
        ['call', 'each'],
      ],
    );
    const seen = await ended(await start(outer));
    expect(seen).toMatchObject({ status: 'success', output: items.map((n) => n * 2), children: 100 });
    const paths = (await children(seen.id)).map((child) => child['parent_path']);
    expect(new Set(paths)).toEqual(new Set(items.map((n) => `all[${n}].call`)));
  });
});

describe('runs within runs whose worker is killed', { timeout: 120_000 }, () => {
  it('go on elsewhere, and each is there once', async () => {
    const { system, flow, start, ended } = await scene(0);
    const server = await aCountingServer();
    const letGo = server.hold('/c');
    const inner = await flow(
      ['a', 'b', 'c', 'd'].map((id) => ({
        id,
        type: 'http',
        data: { method: 'GET', url: `${server.url}/${id}`, timeout: '10s' },
      })),
    );
    const outer = await flow([call(inner), end('{{ nodes.call.output.d.status }}')]);
    const first = await system.worker();
    const ids = await Promise.all(Array.from({ length: 8 }, () => start(outer)));
    await waitFor(() => server.calls.get('/c') === 8);
    first.kill('SIGKILL');
    await first.exited;
    await system.worker();
    letGo();
    for (const id of ids) expect(await ended(id)).toMatchObject({ status: 'success', output: 200, children: 1 });
    expect([server.calls.get('/a'), server.calls.get('/b'), server.calls.get('/d')]).toEqual([8, 8, 8]);
  });
});
