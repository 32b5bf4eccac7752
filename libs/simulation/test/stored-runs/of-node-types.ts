import type { JsonObject } from '@app/definition';
import { flow, node } from '../a-simulation.js';
import { resting, type Scenario } from './scenario.js';

const http = (id: string, data: JsonObject = {}, parent?: string) =>
  node(id, 'http', { url: `https://example.org/${id}`, ...data }, parent);

/** Before the middle: an output that is read after it, variables, a choice that leaves nodes out. */
const before = [
  node('start', 'start'),
  node('first', 'transform', { output: { n: '{{ input.n + 1 }}' } }),
  node('vars', 'assign', { variables: { total: '{{ nodes.first.output.n * 10 }}' } }),
  node('choice', 'condition', { expression: 'vars.total > 5' }),
  node('not', 'log', { message: 'not this way' }),
];
const after = [
  node('out', 'end', {
    output: { total: '{{ vars.total }}', n: '{{ nodes.first.output.n }}', got: '{{ nodes.it.output }}' },
  }),
];
const edges = ['start -> first', 'first -> vars', 'vars -> choice', 'choice:false -> not', 'choice:true -> it'];

/** A run that is left while the node `it` has this status; both its handles, if it has two, lead on. */
function amidst(
  type: string,
  data: JsonObject,
  status: string,
  given: Scenario['given'] = {},
  handle = 'it',
): Scenario {
  const definition = flow([...before, node('it', type, data), ...after], ...edges, `${handle} -> out`);
  return resting(definition, { it: status, choice: 'success' }, { input: { n: 1 }, ...given });
}

/** Runs that are left in the middle of one node, by what it is at. */
export const ofNodeTypes: Record<string, Scenario> = {
  'an activity node under way': amidst(
    'activity',
    { activity: 'charge', task_queue: 'tasks', arguments: ['{{ vars.total }}'] },
    'running',
    {
      mocks: { it: { output: { charged: 20 }, delayMs: 60_000 } },
    },
  ),
  'a workflow under way': amidst('workflow', { workflow: 'order', task_queue: 'tasks', timeout: '3d' }, 'running', {
    mocks: { it: { output: 'shipped', delayMs: 86_400_000 } },
  }),
  'an http node under way, as an activity': amidst('http', { url: 'https://example.org', timeout: '2m' }, 'pending', {
    mocks: { it: { output: { status: 200, body: { x: 1 } }, delayMs: 60_000 } },
  }),
  'code under way, as an activity': amidst('code', { source: 'return 1', timeout: '30s' }, 'pending', {
    mocks: { it: { output: 1, delayMs: 10_000 } },
  }),
  'an http node under way, in a process that dies': {
    ...amidst('http', { url: 'https://example.org' }, '', { mocks: { it: { output: 'again' } } }),
    manner: { here: true },
    middle: ({ are }) => are({ it: 'running' }),
  },
  'code under way, in a process that dies': {
    ...amidst('code', { source: 'return 1' }, '', { mocks: { it: { output: 'again' } } }),
    manner: { here: true },
    middle: ({ are }) => are({ it: 'running' }),
  },
  'a pause before the next attempt': amidst(
    'http',
    { url: 'https://example.org', retry: { max_attempts: 3, initial_interval: '5m' } },
    'failed',
    { mocks: { it: { error: { code: 'HTTP_STATUS', retryable: true } } } },
    'it:error',
  ),
  'a delay': amidst('delay', { duration: '30d' }, 'waiting'),
  'a wait for an event': amidst(
    'wait',
    { event: 'paid', timeout: '2d', match: 'event.payload.id = vars.total' },
    'waiting',
    {
      events: [
        { name: 'paid', payload: { id: 7 }, afterMs: 60_000 },
        { name: 'paid', payload: { id: 20 }, afterMs: 120_000 },
      ],
    },
    'it:received',
  ),
  'a wait whose time will be over': amidst('wait', { event: 'paid', timeout: '2d' }, 'waiting', {}, 'it:timeout'),
  'a wait without end, of a run with a time-out': resting(
    flow([node('s', 'start', { settings: { timeout: '1h' } }), node('it', 'wait', { event: 'never' })], 's -> it'),
    { it: 'waiting' },
  ),
  'an approval': amidst(
    'approval',
    { title: 'Pay?', assignees: { users: ['ada'] }, timeout: '7d' },
    'waiting',
    {
      mocks: { it: { output: { reason: 'why not' }, delayMs: 3_600_000 } },
    },
    'it:approved',
  ),
  'a sub-flow under way': amidst('subflow', { flow: 'charge', input: { n: '{{ vars.total }}' } }, 'running', {
    mocks: { it: { output: { done: true }, delayMs: 86_400_000 } },
  }),
  'a sub-flow under way that takes too long': amidst(
    'subflow',
    { flow: 'charge', timeout: '1h' },
    'running',
    {
      mocks: { it: { delayMs: 86_400_000 } },
    },
    'it:error',
  ),
  'events that came early': {
    definition: flow(
      [
        node('d', 'delay', { duration: '1h' }),
        node('one', 'wait', { event: 'go' }),
        node('two', 'wait', { event: 'go' }),
        node('out', 'end', { output: ['{{ nodes.one.output }}', '{{ nodes.two.output }}'] }),
      ],
      'd -> one',
      'one:received -> two',
      'two:received -> out',
    ),
    given: {
      events: [
        { name: 'go', payload: 1 },
        { name: 'go', payload: 2 },
        { name: 'go', payload: 3 },
      ],
    },
    middle: ({ state, store, are }) => state !== null && are({ d: 'waiting' }) && store.sent.length === 3,
  },
  'a cancel that nobody has taken': {
    ...amidst('delay', { duration: '2h' }, '', { cancelAfterMs: 3_600_000 }),
    middle: ({ state, are }) => state !== null && are({ it: 'waiting' }),
  },
  'several at once, and joins that wait': resting(
    flow(
      [
        node('d', 'delay', { duration: '1h' }),
        node('e', 'wait', { event: 'go', timeout: '3h' }),
        http('h', { timeout: '1m', retry: { max_attempts: 2, initial_interval: '2h' }, on_error: 'continue' }),
        node('any', 'transform', { output: 'any', join: 'any' }),
        node('two', 'transform', { output: 'two', join: { n_of_m: 2 } }),
        node('all', 'transform', { output: 'all', join: 'all_success' }),
      ],
      ...['any', 'two', 'all'].flatMap((to) => [`d -> ${to}`, `e:received -> ${to}`, `h -> ${to}`]),
    ),
    { d: 'waiting', e: 'waiting', h: 'failed' },
    {
      mocks: { h: { error: { code: 'HTTP_NETWORK', retryable: true } } },
      events: [{ name: 'go', payload: null, afterMs: 7_000_000 }],
    },
  ),
};
