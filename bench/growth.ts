import { computingChain, type Definition } from './definitions.ts';
import type { Millrace } from './millrace.ts';
import type { Row } from './table.ts';

const ENDED = ['success', 'failed'];
const PATIENCE_MS = 600_000;

const map = (items: number): Definition => ({
  nodes: [
    { id: 'all', type: 'map', data: { items: `[1..${items}]` } },
    { id: 'one', type: 'transform', data: { output: '{{ item + 1 }}' }, parentId: 'all' },
  ],
  edges: [],
});

/** Milliseconds from the start of a run until its end is read: the least of so many. */
async function least(ours: Millrace, definition: Definition, times: number): Promise<number> {
  const flowId = await ours.flow('growing', definition);
  const timings: number[] = [];
  for (let turn = 0; turn < times; turn += 1) {
    const begin = performance.now();
    const { id } = await ours.call<{ id: string }>('POST', `/flows/${flowId}/run?wait=60s`, { input: {} });
    const { status } = await ours.reached(id, ENDED, PATIENCE_MS);
    if (status !== 'success') throw new Error(`Run ${id} is ${status}.`);
    timings.push(performance.now() - begin);
  }
  return Math.min(...timings);
}

/** P7: what a node, and an item of a map, costs in a large flow, beside what it costs in a small one. */
export async function growth(ours: Millrace): Promise<Row[]> {
  const row = async (work: string, of: (count: number) => Definition, few: number, many: number): Promise<Row> => {
    // What any run costs is in neither.
    const none = await least(ours, of(1), 15);
    const small = (((await least(ours, of(few), 15)) - none) * 1_000) / few;
    const large = (((await least(ours, of(many), 3)) - none) * 1_000) / many;
    return { name: 'P7', work, unit: 'ms', bar: 1.5, ours: large, handWritten: small };
  };
  return [
    await row('1,000 nodes of 5,000, beside 1,000 of 500', computingChain, 500, 5_000),
    await row('1,000 items of 100,000, beside those of 1,000', map, 1_000, 100_000),
  ];
}
