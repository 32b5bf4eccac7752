import type { JsonObject } from '@app/definition';
import { flow, node } from '../a-simulation.js';
import { hurried, resting, type Scenario } from './scenario.js';

const http = (id: string, data: JsonObject = {}, parent?: string) =>
  node(id, 'http', { url: `https://example.org/${id}`, timeout: '1m', ...data }, parent);
const delay = (id: string, duration: string, parent?: string) => node(id, 'delay', { duration }, parent);

const collecting = flow(
  [
    node('m', 'map', { items: 'input', concurrency: 2, on_item_error: 'collect', timeout: '5d' }),
    node('odd', 'condition', { expression: 'item % 2 = 1' }, 'm'),
    node('f', 'fail', { code: 'ODD', message: 'odd: {{ item }}' }, 'm'),
    delay('d', '1h', 'm'),
    node('e', 'end', { output: '{{ item * 10 + index }}' }, 'm'),
    node('out', 'end', { output: '{{ nodes.m.output }}' }),
  ],
  'odd:true -> f',
  'odd:false -> d',
  'd -> e',
  'm -> out',
);

const counting = flow(
  [
    node('l', 'loop', {
      while: 'iteration < 3 and ($not($exists(previous.stop)) or previous.stop != true)',
      delay: '10s',
    }),
    delay('d', '1s', 'l'),
    node('x', 'end', { output: { n: '{{ (previous.n ? previous.n : 0) + 5 }}', stop: false } }, 'l'),
    node('out', 'end', { output: '{{ nodes.l.output }}' }),
  ],
  'd -> x',
  'l -> out',
);

/** Three payments are undone, one of them in vain; `g` has what catches its error, and what cleans up. */
const saga = flow(
  [
    node('g', 'group', { timeout: '10d' }),
    ...['a', 'b', 'c'].flatMap((id) => [
      http(id, { method: 'POST' }, 'g'),
      http(`undo_${id}`, { method: 'POST' }, 'g'),
    ]),
    http('ship', { method: 'POST' }, 'g'),
    node('caught', 'transform', { output: '{{ nodes.g.error.code }}' }),
    delay('clean', '1h'),
  ],
  'a -> b',
  'b -> c',
  'c -> ship',
  ...['a', 'b', 'c'].map((id) => `${id}:compensate -> undo_${id}`),
  'g:error -> caught',
  'g:finally -> clean',
);
const sagaMocks = {
  a: { output: 'A' },
  b: { output: 'B' },
  c: { output: 'C' },
  ship: { error: { code: 'OUT_OF_STOCK' } },
  undo_c: { error: { code: 'BANK_CLOSED' }, delayMs: 1_000 },
  undo_b: { delayMs: 60_000 },
  undo_a: { delayMs: 1_000 },
};

const racing = flow(
  [
    node('r', 'group', { race: true }),
    delay('slow', '2h', 'r'),
    node('m', 'map', { items: '[1, 2]' }, 'r'),
    delay('in_map', '1h', 'm'),
    node('after', 'transform', { output: '{{ nodes.r.output }}' }),
  ],
  'r -> after',
);

const nested = flow(
  [
    node('orders', 'map', { items: 'input', as: 'order', concurrency: 2 }),
    node('vars', 'assign', { variables: { id: '{{ order }}' } }, 'orders'),
    node('tries', 'loop', { until: 'previous.ok', delay: '5m', max_iterations: 5 }, 'orders'),
    node('guard', 'group', {}, 'tries'),
    http('charge', {}, 'guard'),
    delay('settle', '1h', 'guard'),
    node(
      'ok',
      'end',
      { output: { ok: '{{ iteration >= 1 }}', id: '{{ vars.id }}', turn: '{{ iteration }}' } },
      'guard',
    ),
    node('turn', 'end', { output: '{{ nodes.guard.output }}' }, 'tries'),
    node('out', 'end', { output: '{{ nodes.orders.output }}' }),
  ],
  'vars -> tries',
  'charge -> settle',
  'settle -> ok',
  'guard -> turn',
  'orders -> out',
);

/** Runs that are left in the middle of containers. */
export const ofContainers: Record<string, Scenario> = {
  'a map with items under way': resting(
    collecting,
    { 'm[0].d': 'waiting', 'm[2].d': 'waiting' },
    { input: [2, 1, 4, 3, 6] },
  ),
  'a map whose items go on one by one': hurried(collecting, (_, { are }) => are({ 'm[0].odd': 'success' }), {
    input: [2, 1, 4],
  }),
  'a map whose output is being gathered': hurried(
    collecting,
    (state) => /"m":.*"gathering"/.test(JSON.stringify(state)),
    { input: [2, 1, 4] },
  ),
  'a loop that is asked': hurried(
    counting,
    (state) => /"asking"/.test(JSON.stringify(state)) && /"next":2/.test(JSON.stringify(state)),
  ),
  'a loop that pauses': resting(counting, { 'l[1]': 'success' }),
  'a loop in a turn': resting(counting, { 'l[2].d': 'waiting' }),
  'a loop whose output is being gathered': hurried(counting, (state) => /"gathering"/.test(JSON.stringify(state))),
  'a group with work under way': resting(saga, { 'g.b': 'pending' }, { mocks: sagaMocks }),
  'compensation under way, one undo missing': resting(
    saga,
    { 'g.undo_c': 'failed', 'g.undo_b': 'pending' },
    { mocks: sagaMocks },
  ),
  'compensation under way of a cancelled run': resting(
    saga,
    { 'g.undo_b': 'pending' },
    { mocks: { ...sagaMocks, undo_c: {}, ship: { delayMs: 50_000 } }, cancelAfterMs: 10_000 },
  ),
  'what is in the finally branch': resting(saga, { g: 'failed', clean: 'waiting' }, { mocks: sagaMocks }),
  'what is in the finally branch of a cancelled run': resting(
    saga,
    { g: 'cancelled', clean: 'waiting' },
    { mocks: { ...sagaMocks, ship: { delayMs: 50_000 } }, cancelAfterMs: 10_000 },
  ),
  'a race': resting(racing, { 'r.slow': 'waiting', 'r.m[1].in_map': 'waiting' }),
  'a map in which a loop tries in a group': resting(
    nested,
    { 'orders[0].tries[1].guard.settle': 'waiting', 'orders[1].tries[1].guard.settle': 'waiting' },
    { input: ['a', 'b', 'c'] },
  ),
  'a map in which a loop pauses': resting(nested, { 'orders[1].tries[0]': 'success' }, { input: ['a', 'b', 'c'] }),
  'a map that closes, whose items undo what they did': resting(
    flow(
      [
        node('m', 'map', { items: '[1, 2, 3]' }),
        http('pay', { method: 'POST' }, 'm'),
        http('undo', { method: 'POST' }, 'm'),
        delay('d', '1h', 'm'),
        node('two', 'condition', { expression: 'item = 2' }, 'm'),
        node('f', 'fail', { code: 'TWO', message: 'no twos' }, 'm'),
        node('caught', 'transform', { output: '{{ nodes.m.error }}' }),
      ],
      'pay -> two',
      'two:true -> f',
      'two:false -> d',
      'pay:compensate -> undo',
      'm:error -> caught',
    ),
    { 'm[0].undo': 'pending', 'm[2].undo': 'pending' },
    { mocks: { undo: { delayMs: 1_000 } } },
  ),
  'a race that was won, whose loser undoes what it did': resting(
    flow(
      [
        node('r', 'group', { race: true }),
        node('g', 'group', {}, 'r'),
        http('pay', { method: 'POST' }, 'g'),
        http('undo', { method: 'POST' }, 'g'),
        delay('slow', '2h', 'g'),
        delay('fast', '1h', 'r'),
        node('out', 'end', { output: '{{ nodes.r.output }}' }),
      ],
      'pay -> slow',
      'pay:compensate -> undo',
      'r -> out',
    ),
    { 'r.fast': 'success', 'r.g.undo': 'pending' },
    { mocks: { undo: { delayMs: 1_000 } } },
  ),
};
