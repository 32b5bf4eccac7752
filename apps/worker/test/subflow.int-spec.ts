import type { Json, JsonObject } from '@app/definition';
import type { EdgeSketch, NodeSketch } from '@app/testing';
import { describe, expect, it } from 'vitest';
import { aCountingServer } from './a-counting-server.js';
import { aWorker } from './a-worker.js';

const call = (id: string, flow: string, data: JsonObject = {}): NodeSketch => ({
  id,
  type: 'subflow',
  data: { flow, input: '{{ input }}', ...data },
});
const end = (output: Json): NodeSketch => ({ id: 'end', type: 'end', data: { output } });
const rest: NodeSketch = { id: 'rest', type: 'delay', data: { duration: '1h' } };

/** A worker of which nobody looks for queued runs, or for messages that lie untaken: who goes on was called. */
async function scene() {
  const worker = await aWorker({ WORKER_DISPATCH_INTERVAL: '1h' });
  await worker.sql.query({ text: `alter table run_inbox alter created_at set default now() + interval '1 hour'` });
  const flow = async (nodes: readonly NodeSketch[], edges?: readonly EdgeSketch[]) => {
    const id = await worker.aFlow(nodes, edges);
    await worker.sql.query({ text: `update flows set published_version = 1, status = 'active' where id = $1` }, [id]);
    return id;
  };
  const status = async (runId: string, expected: string, rest: object = {}) => {
    await expect.poll(() => worker.run(runId)).toMatchObject({ status: expected, ...rest });
  };
  const children = (runId: string) =>
    worker.sql.query<{ id: string; status: string; path: string; attempt: number }>(
      {
        text: 'select id, status, parent_path as path, parent_attempt as attempt from runs where parent_run_id = $1 order by id',
      },
      [runId],
    );
  /** The child of a run, once it is there and as it is to be. */
  const child = async (runId: string, expected: string) => {
    await expect.poll(() => children(runId)).toMatchObject([{ status: expected }]);
    return (await children(runId))[0]!.id;
  };
  return { worker, flow, status, children, child };
}

const codeOf = (code: string) => ({ error: { code } });

describe('a run within a run', () => {
  it('goes on when the one within has ended, without anybody having looked', async () => {
    const { worker, flow, status } = await scene();
    const inner = await flow([{ id: 'a', type: 'transform', data: { output: '{{ input.n + 1 }}' } }]);
    const middle = await flow([call('x', inner), end('{{ nodes.x.output.a }}')]);
    const runId = await worker.start(await flow([call('y', middle), end('{{ nodes.y.output }}')]), { n: 41 });
    await status(runId, 'success', { output: 42 });
  });

  it('calls itself, as deep as runs may be', async () => {
    const { worker, flow, status } = await scene();
    const id = await flow(
      [
        { id: 'more', type: 'condition', data: { expression: 'input.n > 0' } },
        call('again', 'SELF', { input: { n: '{{ input.n - 1 }}' } }),
        { id: 'out', type: 'end', data: { output: '{{ input.n = 0 ? 1 : nodes.again.output + 1 }}' } },
      ],
      [
        ['more', 'again', 'true'],
        ['again', 'out'],
        ['more', 'out', 'false'],
      ],
    );
    for (const table of ['flows', 'flow_versions'])
      await worker.sql.query(
        { text: `update ${table} set definition_json = replace(definition_json::text, 'SELF', $1)::json` },
        [id],
      );
    await status(await worker.start(id, { n: 20 }), 'success', { output: 21 });
    const tooDeep = await worker.start(id, { n: 21 });
    await status(tooDeep, 'failed', codeOf('SUBFLOW_TOO_DEEP'));
    const [deepest] = await worker.sql.query({
      text: 'select error, depth from runs order by depth desc, id desc limit 1',
    });
    expect(deepest).toMatchObject({
      depth: 20,
      error: { code: 'SUBFLOW_TOO_DEEP', path: 'again', details: { max_depth: 20 } },
    });
  });

  it('is one of a hundred, ten at a time', async () => {
    const { worker, flow, status } = await scene();
    const inner = await flow([{ id: 'pause', type: 'delay', data: { duration: '20ms' } }, end('{{ input.n * 2 }}')]);
    const items = Array.from({ length: 100 }, (_, n) => n);
    const outer = await flow(
      [
        { id: 'all', type: 'map', data: { items: [...items], concurrency: 10 } },
        { ...call('x', inner, { input: { n: '{{ item }}' } }), parentId: 'all' },
        { id: 'of', type: 'end', parentId: 'all', data: { output: '{{ nodes.x.output }}' } },
        end('{{ nodes.all.output }}'),
      ],
      [
        ['all', 'end'],
        ['x', 'of'],
      ],
    );
    const runId = await worker.start(outer);
    await status(runId, 'success', { output: items.map((n) => n * 2) });
    const [most] = await worker.sql.query<{ n: number }>(
      {
        text: `select max(n)::int as n from (
          select (select count(*) from runs b where b.parent_run_id = $1 and b.created_at <= a.created_at and b.finished_at > a.created_at) as n
          from runs a where a.parent_run_id = $1) together`,
      },
      [runId],
    );
    expect(most?.n).toBeGreaterThan(1);
    expect(most?.n).toBeLessThanOrEqual(10);
  });
});

describe('the end of a run', () => {
  it('ends those within it, two levels down, and what they did is undone', async () => {
    const { worker, flow, status, child } = await scene();
    const server = await aCountingServer();
    const http = (id: string) => ({
      id,
      type: 'http',
      data: { method: 'GET', url: `${server.url}/${id}`, timeout: '5s' },
    });
    const inner = await flow(
      [http('do'), http('undo'), rest],
      [
        ['do', 'rest'],
        ['do', 'undo', 'compensate'],
      ],
    );
    const middle = await flow([call('x', inner)]);
    const runId = await worker.start(await flow([call('y', middle)]));
    const inTheMiddle = await child(runId, 'waiting');
    const within = await child(inTheMiddle, 'waiting');
    await worker.cancel(runId);
    for (const id of [runId, inTheMiddle, within]) await status(id, 'cancelled', codeOf('RUN_CANCELLED'));
    expect(Object.fromEntries(server.calls)).toEqual({ '/do': 1, '/undo': 1 });
  });

  it('leaves one alone that it does not wait for', async () => {
    const { worker, flow, status, child } = await scene();
    const inner = await flow([rest]);
    const outer = await flow([call('x', inner, { wait: false }), end('{{ nodes.x.output }}')]);
    const runId = await worker.start(outer);
    const within = await child(runId, 'waiting');
    await status(runId, 'success', { output: { run_id: within } });
    await status(within, 'waiting');
  });

  it.each<[string, JsonObject, NodeSketch[], string]>([
    ['the time of the node', { timeout: '300ms' }, [], 'NODE_TIMEOUT'],
    ['the time of the run', {}, [{ id: 's', type: 'start', data: { settings: { timeout: '300ms' } } }], 'RUN_TIMEOUT'],
  ])('comes when %s is over, and ends the one within', async (_, data, before, code) => {
    const { worker, flow, status, child } = await scene();
    const inner = await flow([rest]);
    const runId = await worker.start(await flow([...before, call('x', inner, data)]));
    await status(runId, 'failed', codeOf(code));
    await child(runId, 'cancelled');
  });

  it('comes through one within that somebody cancels, as an error that can be handled', async () => {
    const { worker, flow, status, child } = await scene();
    const inner = await flow([rest]);
    const outer = await flow(
      [call('x', inner), { id: 'after', type: 'end', data: { output: '{{ nodes.x.error.code }}' } }],
      [['x', 'after', 'error']],
    );
    const runId = await worker.start(outer);
    await worker.cancel(await child(runId, 'waiting'));
    await status(runId, 'success', { output: 'RUN_CANCELLED' });
  });
});

describe('an attempt that fails', () => {
  it('is made again with a run of its own', async () => {
    const { worker, flow, status, children } = await scene();
    const inner = await flow([
      { id: 'no', type: 'fail', data: { code: 'NO_STOCK', message: 'None left.', details: [1] } },
    ]);
    const retry = { max_attempts: 3, initial_interval: '10ms' };
    const runId = await worker.start(await flow([call('x', inner, { retry })]));
    await status(runId, 'failed');
    const runs = await children(runId);
    expect(runs.map(({ status: of, attempt }) => [of, attempt])).toEqual(
      [1, 2, 3].map((attempt) => ['failed', attempt]),
    );
    expect(await worker.run(runId)).toMatchObject({
      error: { code: 'NO_STOCK', message: 'None left.', path: 'x', details: { run_id: runs[2]?.id, details: [1] } },
    });
  });
});

describe('a limit of the flow within', () => {
  const limited = (concurrency: JsonObject): NodeSketch[] => [
    { id: 's', type: 'start', data: { settings: { concurrency, labels: { n: '{{ input.n }}' } } } },
    { id: 'pause', type: 'delay', data: { duration: '50ms' } },
  ];
  const each = (inner: string, data: JsonObject = {}): NodeSketch[] => [
    { id: 'all', type: 'map', data: { items: [1, 2, 3, 4], on_item_error: 'collect' } },
    { ...call('x', inner, { input: { n: '{{ item }}' }, ...data }), parentId: 'all' },
  ];

  it('lets them wait for their turns', async () => {
    const { worker, flow, status } = await scene();
    const inner = await flow(limited({ limit: 1 }));
    await status(await worker.start(await flow(each(inner), [])), 'success');
    const text = `select 1 from runs a join runs b on b.flow_id = a.flow_id and b.id > a.id and b.started_at < a.finished_at where a.flow_id = $1`;
    expect(await worker.sql.query({ text }, [inner])).toEqual([]);
    const labels = await worker.sql.query({ text: 'select value from run_labels order by value' });
    expect(labels).toEqual(['1', '2', '3', '4'].map((value) => ({ value })));
  });

  it('refuses those that are too many', async () => {
    const { worker, flow } = await scene();
    const inner = await flow([limited({ limit: 2, on_limit: 'reject' })[0]!, rest]);
    const runId = await worker.start(await flow(each(inner), []));
    const text = `select status, error->>'code' as code from run_steps where run_id = $1 and node_id = 'x' order by path`;
    const refused = { status: 'failed', code: 'CONCURRENCY_LIMIT' };
    const under = { status: 'running', code: null };
    await expect.poll(() => worker.sql.query({ text }, [runId])).toEqual([under, under, refused, refused]);
  });

  it('ends the oldest for the newest', async () => {
    const { worker, flow, status, children } = await scene();
    const inner = await flow(limited({ limit: 1, on_limit: 'cancel_oldest' }));
    const runId = await worker.start(await flow(each(inner), []));
    await status(runId, 'success');
    const ends = (await children(runId)).map(({ status: of }) => of);
    expect(ends).toEqual(['cancelled', 'cancelled', 'cancelled', 'success']);
  });
});
