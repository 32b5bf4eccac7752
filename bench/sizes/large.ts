import { computingChain } from '../definitions.ts';
import { ended, expect, flow, node, type Scene, type Size } from './scene.ts';

const ITEMS = 100_000;
const DEPTH = 20;
const EVENTS = 10_000;
const WAITING = 1_000;
const MIB = 1024 ** 2;

async function nodes({ ours }: Scene): Promise<void> {
  const id = await ours.flow('5,000 nodes', computingChain(5_000));
  await ours.call('POST', `/flows/${id}/publish`, { version: 1 });
  const { status, output } = await ours.reached(await ours.start(id), ['success', 'failed'], 300_000);
  expect('the end of 5,000 nodes', [status, output], ['success', { n4999: 5_000 }]);
}

async function map(scene: Scene): Promise<void> {
  const definition = flow([
    node('all', 'map', { items: `[1..${ITEMS}]`, concurrency: 100 }),
    node('twice', 'end', { output: '{{ item * 2 }}' }, 'all'),
  ]);
  const { status, output } = await ended(scene, definition);
  const list = (output as { all?: number[] } | null)?.all ?? [];
  expect('the end of the map', [status, list.length, list[0], list.at(-1)], ['success', ITEMS, 2, 2 * ITEMS]);
}

async function loop(scene: Scene): Promise<void> {
  const definition = flow([
    node('turns', 'loop', { while: `iteration < ${ITEMS}`, max_iterations: ITEMS }),
    node('add', 'end', { output: '{{ (iteration = 0 ? 0 : previous) + iteration }}' }, 'turns'),
  ]);
  const { status, output } = await ended(scene, definition);
  expect('the end of the loop', [status, output], ['success', { turns: (ITEMS * (ITEMS - 1)) / 2 }]);
}

async function subflows(scene: Scene): Promise<void> {
  let inner = await scene.ours.flow('the innermost', flow([node('out', 'end', { output: '{{ input.n }}' })]));
  for (let depth = 1; depth <= DEPTH; depth += 1) {
    await scene.ours.call('POST', `/flows/${inner}/publish`, { version: 1 });
    const call = node('call', 'subflow', { flow: inner, input: { n: '{{ input.n + 1 }}' } });
    const definition = flow([call, node('out', 'end', { output: '{{ nodes.call.output }}' })], 'call -> out');
    inner = await scene.ours.flow(`around ${depth}`, definition);
  }
  const { reached, start } = { reached: scene.ours.reached.bind(scene.ours), start: scene.ours.start.bind(scene.ours) };
  const { status, output } = await reached(await start(inner, { n: 0 }), ['success', 'failed'], 300_000);
  expect('the end of sub-flows', [status, output], ['success', DEPTH]);
  await scene.ours.call('POST', `/flows/${inner}/publish`, { version: 1 });
  const deeper = await ended(scene, flow([node('call', 'subflow', { flow: inner, input: { n: 0 } })]));
  expect('one deeper', [deeper.status, deeper.error?.code], ['failed', 'SUBFLOW_TOO_DEEP']);
}

async function outputs(scene: Scene): Promise<void> {
  // A string of so many characters is as many bytes of JSON, and two for its quotes.
  const half = 5 * MIB - 1;
  const computed = flow([node('big', 'transform', { output: '{{ input.text & input.text }}' })]);
  const made = await ended(scene, computed, { text: 'x'.repeat(half) });
  expect('a computed output', [made.status, (made.output as { big: string }).big.length], ['success', 2 * half]);
  const bytes = 10 * MIB - 4_096;
  const fetched = flow(
    [
      node('get', 'http', { url: `${scene.target}/${bytes}`, response: 'text' }),
      ...Array.from({ length: 20 }, (_, at) => node(`n${at}`, 'delay', { duration: '50ms' })),
      node('out', 'end', { output: '{{ $length(nodes.get.output.body) }}' }),
    ],
    'get -> n0',
    ...Array.from({ length: 19 }, (_, at) => `n${at} -> n${at + 1}`),
    'n19 -> out',
  );
  const { status, output } = await ended(scene, fetched);
  expect('a fetched output', [status, output], ['success', bytes]);
}

async function year({ ours, restart }: Scene): Promise<void> {
  const id = await ours.flow('a year', flow([node('wait', 'delay', { duration: '365d' })]));
  const runId = await ours.start(id);
  await ours.reached(runId, ['waiting'], 60_000);
  await restart();
  expect('the delay after a restart', (await ours.reached(runId, ['waiting'], 1_000)).status, 'waiting');
  await ours.call('POST', `/runs/${runId}/cancel`, {});
  await ours.reached(runId, ['cancelled'], 60_000);
}

async function events(scene: Scene): Promise<void> {
  const { ours } = scene;
  const inOrder = '{{ (iteration = 0 or previous.ordered) and nodes.next.output = iteration + 1 }}';
  const definition = flow(
    [
      node('first', 'wait', { event: 'begin' }),
      node('all', 'loop', { while: `iteration < ${EVENTS}`, max_iterations: EVENTS }),
      node('next', 'wait', { event: 'tick' }, 'all'),
      node('out', 'end', { output: { last: '{{ nodes.next.output }}', ordered: inOrder } }, 'all'),
    ],
    'first:received -> all',
    'next:received -> out',
  );
  const runId = await ours.start(await ours.flow('events', definition));
  const send = (name: string, n: number) =>
    ours.call('POST', `/runs/${runId}/events`, { name, payload: n, id: `${name} ${n}` });
  // All are kept before the run takes the first; every tenth is sent twice.
  for (let n = 1; n <= EVENTS; n += 1) {
    await send('tick', n);
    if (n % 10 === 0) await send('tick', n);
  }
  await send('begin', 0);
  const { status, output } = await ours.reached(runId, ['success', 'failed'], 900_000);
  expect('the end of the events', [status, output], ['success', { all: { last: EVENTS, ordered: true } }]);
}

async function waiting({ ours }: Scene): Promise<void> {
  const definition = flow([
    node('weeks', 'delay', { duration: '30d' }),
    node('paid', 'wait', { event: 'paid', timeout: '60d' }),
  ]);
  const id = await ours.flow('weeks', definition);
  const runs = await Promise.all(Array.from({ length: WAITING }, () => ours.start(id)));
  for (const runId of runs) await ours.reached(runId, ['waiting'], 300_000);
}

/** The sizes of section 10 of the language. */
export const LARGE: readonly Size[] = [
  { name: 'a definition of 5,000 nodes: saved, published, run', run: nodes },
  { name: 'a `map` over 100,000 items', run: map },
  { name: 'a `loop` of 100,000 turns', run: loop },
  { name: 'sub-flows 20 deep, and one deeper refused', run: subflows },
  { name: 'outputs of 10 MiB, computed and fetched', run: outputs },
  { name: 'a delay of a year: over a restart, then cancelled', run: year },
  { name: '10,000 events sent to one run, one by one', run: events },
  { name: '1,000 runs that wait for weeks', run: waiting },
];
