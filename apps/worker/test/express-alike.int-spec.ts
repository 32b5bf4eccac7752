import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Json } from '@app/definition';
import type { EdgeSketch, NodeSketch } from '@app/testing';
import { aWorker, type AWorker } from './a-worker.js';

const FLOWS = 30;

const inside = (parentId: string, output: Json): NodeSketch => ({
  id: `${parentId}i`,
  type: 'transform',
  parentId,
  data: { output },
});

/** A node of some type, with what it holds where it is a container; `n` makes its values differ. */
const KINDS: Readonly<Record<string, (id: string, n: number) => readonly NodeSketch[]>> = {
  transform: (id, n) => [{ id, type: 'transform', data: { output: `{{ input.n * ${n} }}` } }],
  assign: (id, n) => [{ id, type: 'assign', data: { variables: { [`v${n}`]: '{{ input.n }}' } } }],
  log: (id, n) => [{ id, type: 'log', data: { message: `line ${n} of {{ input.n }}` } }],
  condition: (id, n) => [{ id, type: 'condition', data: { expression: `input.n > ${n}` } }],
  skipped: (id, n) => [{ id, type: 'transform', data: { when: `input.n > ${n}`, output: n } }],
  code: (id, n) => [{ id, type: 'code', data: { source: `console.log(${n}); return ${n} + 1;` } }],
  failing: (id, n) => [{ id, type: 'transform', data: { on_error: 'continue', output: `{{ $error("no ${n}") }}` } }],
  group: (id, n) => [{ id, type: 'group' }, inside(id, n)],
  map: (id, n) => [{ id, type: 'map', data: { items: `[1..${n + 1}]` } }, inside(id, '{{ item * index }}')],
  loop: (id, n) => [{ id, type: 'loop', data: { until: `iteration >= ${n}` } }, inside(id, '{{ iteration }}')],
};

const node = fc.record({
  kind: fc.constantFrom(...Object.keys(KINDS)),
  from: fc.nat(),
  n: fc.nat(4),
  yes: fc.boolean(),
});
const flows = fc.record({ nodes: fc.array(node, { minLength: 1, maxLength: 8 }), fails: fc.boolean() });

/** Every node has an edge from one before it; one of a condition leaves by one of its handles. */
function sketch({ nodes, fails }: typeof flows extends fc.Arbitrary<infer T> ? T : never, type: string) {
  const ids = ['s', ...nodes.map((_, at) => `n${at}`)];
  const edges = nodes.map(({ from, yes }, at): EdgeSketch => {
    const source = from % (at + 1);
    const isCondition = source > 0 && nodes[source - 1]!.kind === 'condition';
    return isCondition ? [ids[source]!, ids[at + 1]!, String(yes)] : [ids[source]!, ids[at + 1]!];
  });
  const start = { id: 's', type: 'start', data: { settings: { type, labels: { kind: 'alike' } } } };
  // Which of two pieces of code is done first nobody decides.
  const code = nodes.findIndex(({ kind }) => kind === 'code');
  const rest = nodes.flatMap(({ kind, n }, at) => KINDS[kind === 'code' && at !== code ? 'log' : kind]!(`n${at}`, n));
  const end: NodeSketch[] = fails ? [{ id: 'f', type: 'fail', data: { code: 'NO_STOCK' } }] : [];
  const last = ids.at(-1)!;
  const toEnd: EdgeSketch[] = fails ? [nodes.at(-1)!.kind === 'condition' ? [last, 'f', 'true'] : [last, 'f']] : [];
  return [
    [start, ...rest, ...end],
    [...edges, ...toEnd],
  ] as const;
}

/** All that is recorded of a run, but for its times, its ids and what is drawn for retries. */
async function record(worker: AWorker, runId: string): Promise<Json> {
  const [row] = await worker.sql.query<{ all: Json }>(
    {
      text: `
select json_build_object('status', status, 'output', output, 'error', error, 'log', regexp_replace(log, '\\d{4}-\\S+Z', '', 'g'), 'labels', labels,
  'events', (select json_agg(json_build_array(seq, type, path, data::jsonb - 'random') order by seq) from run_events where run_id = r.id),
  'steps', (select json_agg(json_build_array(ordinal, path, attempt, node_id, type, status, input, output, error) order by ordinal, path, attempt)
    from run_steps where run_id = r.id)) as all
from runs r where id = $1 and finished_at is not null`,
    },
    [runId],
  );
  return row?.all ?? null;
}

it('an express run is recorded as a standard run of the same flow, event by event', { timeout: 120_000 }, async () => {
  const worker = await aWorker();
  const drawn = fc.sample(flows, { numRuns: FLOWS, seed: 20_261_121 });
  const pairs = await Promise.all(
    drawn.map(async (flow) => {
      const [standard, express] = await Promise.all(
        ['standard', 'express'].map(async (type) => worker.start(await worker.aFlow(...sketch(flow, type)), { n: 2 })),
      );
      return { flow, standard: standard!, express: express! };
    }),
  );
  for (const { flow, standard, express } of pairs) {
    await expect.poll(() => record(worker, express), { timeout: 60_000 }).not.toBeNull();
    await expect.poll(() => record(worker, standard), { timeout: 60_000 }).not.toBeNull();
    expect(await record(worker, express), JSON.stringify(flow)).toEqual(await record(worker, standard));
  }
  const shared = `select count(*)::int as batched from runs where temporal_workflow_id like 'express-%'`;
  expect(await worker.sql.query({ text: shared })).toEqual([{ batched: FLOWS }]);
});
