import type { Json, JsonObject } from '@app/definition';
import type { EdgeSketch, NodeSketch } from '@app/testing';
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { aDatabase, aWorker, type AWorker } from './a-worker.js';

const MIB = 1024 ** 2;
const end = (output: Json): NodeSketch => ({ id: 'end', type: 'end', data: { output } });

async function ended(worker: AWorker, runId: string) {
  const isOpen = async () => ['queued', 'running', 'waiting'].includes((await worker.run(runId)).status);
  await expect.poll(isOpen, { timeout: 120_000 }).toBe(false);
  return worker.run(runId);
}

const runOf = async (worker: AWorker, nodes: readonly NodeSketch[], edges?: readonly EdgeSketch[], input: Json = {}) =>
  worker.start(await worker.aFlow(nodes, edges), input);

// The whole of these sizes is tried by `npm run sizes`.
describe('a large flow', { timeout: 240_000 }, () => {
  it('of 5,000 nodes in a row is run', async () => {
    const worker = await aWorker();
    const nodes = Array.from({ length: 5_000 }, (_, at): NodeSketch => {
      return { id: `n${at}`, type: 'transform', data: { output: at === 0 ? 1 : `{{ nodes.n${at - 1}.output + 1 }}` } };
    });
    expect(await ended(worker, await runOf(worker, nodes))).toMatchObject({ output: { n4999: 5_000 } });
  });

  it('of 5,000 turns of a loop, each of which reads the one before it, is run', async () => {
    const worker = await aWorker();
    const nodes: NodeSketch[] = [
      { id: 'turns', type: 'loop', data: { while: 'iteration < 5000', max_iterations: 5_000 } },
      { ...end('{{ (iteration = 0 ? 0 : previous) + iteration }}'), parentId: 'turns' },
    ];
    expect(await ended(worker, await runOf(worker, nodes, []))).toMatchObject({
      output: { turns: (5_000 * 4_999) / 2 },
    });
  });
});

describe('an output of 10 MiB', { timeout: 240_000 }, () => {
  it('is kept, read after a wait, and part of neither the stored state nor the events', async () => {
    const worker = await aWorker();
    const half = 5 * MIB - 1;
    const nodes: NodeSketch[] = [
      { id: 'big', type: 'transform', data: { output: '{{ input.text & input.text }}' } },
      { id: 'wait', type: 'delay', data: { duration: '2500ms' } },
      end('{{ $length(nodes.big.output) }}'),
    ];
    const runId = await runOf(worker, nodes, undefined, { text: 'x'.repeat(half) });
    expect(await ended(worker, runId)).toMatchObject({ status: 'success', output: 2 * half });
    const text = `select length(state::text) as state,
      (select length(output::text) from run_steps where run_id = id and path = 'big') as output,
      (select max(length(data::text)) from run_events where run_id = id) as event from runs where id = $1`;
    const [kept] = await worker.sql.query<{ state: number; output: number; event: number }>({ text }, [runId]);
    expect(kept?.output).toBe(10 * MIB);
    expect(kept?.state).toBeLessThan(4_096);
    expect(kept?.event).toBeLessThan(4_096);
  });
});

describe('a delay of a year', { timeout: 120_000 }, () => {
  it('outlives the worker that began it, and is cancelled', async () => {
    const env = { DATABASE_URL: await aDatabase(), TEMPORAL_TASK_QUEUE: randomUUID() };
    const first = await aWorker(env);
    const runId = await runOf(first, [{ id: 'year', type: 'delay', data: { duration: '365d' } }]);
    await expect.poll(() => first.run(runId)).toMatchObject({ status: 'waiting' });
    await first.stop();
    const second = await aWorker(env);
    expect(await second.run(runId)).toMatchObject({ status: 'waiting' });
    await second.cancel(runId);
    expect(await ended(second, runId)).toMatchObject({ status: 'cancelled' });
    await expect.poll(() => second.workflowStatus(runId)).toBe('COMPLETED');
  });
});

describe('a node at a limit, and past it by one', { timeout: 120_000 }, () => {
  const one = (type: string, data: JsonObject, ...inside: readonly NodeSketch[]): NodeSketch[] => [
    { id: 'it', type, data },
    ...inside.map((node) => ({ ...node, parentId: 'it' })),
  ];
  const inner: NodeSketch = { id: 'in', type: 'transform', data: { output: 1 } };

  it('ends well, and fails with the code of its limit, which is as it is set', async () => {
    const worker = await aWorker({ NODE_MAX_OUTPUT: '1KiB', MAP_MAX_ITEMS: '3' });
    const codes = async (...flows: readonly NodeSketch[][]) => {
      const runs = await Promise.all(flows.map((nodes) => runOf(worker, nodes, [])));
      const ends = await Promise.all(runs.map((runId) => ended(worker, runId)));
      return ends.map(({ status, error }) => error?.code ?? status);
    };
    const text = (characters: number) => one('transform', { output: 'x'.repeat(characters) });
    const map = (items: number) => one('map', { items: `[1..${items}]` }, inner);
    const loop = (turns: number) => one('loop', { while: `iteration < ${turns}` }, inner);
    expect(await codes(text(1_022), text(1_023))).toEqual(['success', 'OUTPUT_TOO_LARGE']);
    expect(await codes(map(3), map(4))).toEqual(['success', 'MAP_TOO_LARGE']);
    expect(await codes(loop(100), loop(101))).toEqual(['success', 'LOOP_LIMIT']);
  });
});
