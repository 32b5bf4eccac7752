import { aContainer, aNode, inside } from '../sketch/sketch.js';
import { failingIn, fails, type Rule } from './rule.js';

const [a, b, c] = [aNode('a'), aNode('b'), aNode('c')];

/** Maps, loops, and the time that a container has. */
export const REPEATED: Record<string, readonly Rule[]> = {
  'a map': [
    {
      rule: 'runs its scope once for each item, at most `concurrency` at a time, in order',
      nodes: [aContainer('m', 'map', { counts: [4], concurrency: 2 }), ...inside('m', a)],
      edges: [],
      finish: ['m[1].a', 'm[0].a'],
      becomes: { 'm[0].a': 'success', 'm[1].a': 'success', 'm[2].a': 'running', 'm[3].a': 'running' },
      begins: ['m', 'm[0].a', 'm[1].a', 'm[2].a', 'm[3].a'],
    },
    {
      rule: 'of no items has ended well without having begun any',
      nodes: [aContainer('m', 'map', { counts: [0] }), ...inside('m', a), b],
      edges: ['m -> b'],
      finish: [],
      becomes: { m: 'success', b: 'running' },
    },
    {
      rule: 'succeeds when its last item has',
      nodes: [aContainer('m', 'map', { counts: [2] }), ...inside('m', a), b],
      edges: ['m -> b'],
      finish: ['m[1].a', 'm[0].a'],
      becomes: { m: 'success', b: 'running' },
      ends: { 'm[0]': ['m[0].a'], 'm[1]': ['m[1].a'] },
    },
    {
      rule: 'with `on_item_error: "fail"` fails with the first item that does: the others are cancelled, no further one begins',
      nodes: [
        aContainer('m', 'map', { counts: [4], concurrency: 2 }),
        ...inside('m', failingIn('a', 'HTTP_STATUS', false, true)),
        b,
      ],
      edges: ['m:error -> b'],
      finish: ['m[1].a'],
      becomes: { 'm[0].a': 'cancelled', 'm[1].a': 'failed', 'm[2].a': 'pending', m: 'failed', b: 'running' },
      ends: { 'm[0]': 'cancelled', 'm[1]': 'failed HTTP_STATUS m[1].a' },
    },
    ...(['collect', 'drop'] as const).map((onItemError): Rule => ({
      rule: `with \`on_item_error: "${onItemError}"\` goes on after an item that fails, and succeeds`,
      nodes: [
        aContainer('m', 'map', { counts: [3], concurrency: 1, onItemError }),
        ...inside('m', failingIn('a', 'HTTP_STATUS', false, true, false)),
      ],
      edges: [],
      finish: ['m[0].a', 'm[1].a', 'm[2].a'],
      becomes: { 'm[1].a': 'failed', 'm[2].a': 'success', m: 'success' },
      ends: { 'm[1]': 'failed HTTP_STATUS m[1].a', 'm[2]': ['m[2].a'] },
      run: 'success',
    })),
    {
      rule: 'in a map has instances of its own in each item',
      nodes: [
        aContainer('m', 'map', { counts: [2] }),
        ...inside('m', aContainer('n', 'map', { counts: [2] })),
        ...inside('n', a),
      ],
      edges: [],
      finish: ['m[1].n[0].a'],
      becomes: {
        'm[0].n[0].a': 'running',
        'm[0].n[1].a': 'running',
        'm[1].n[0].a': 'success',
        'm[1].n[1].a': 'running',
      },
    },
  ],
  'a loop': [
    {
      rule: 'is asked before every turn, the first one included, and runs its scope while it goes on',
      nodes: [aContainer('l', 'loop', { counts: [2] }), ...inside('l', a), b],
      edges: ['l -> b'],
      finish: ['l[0].a', 'l[1].a'],
      becomes: { 'l[0].a': 'success', 'l[1].a': 'success', 'l[2].a': 'pending', l: 'success', b: 'running' },
      begins: ['l', 'l[0].a', 'l[1].a', 'b'],
    },
    {
      rule: 'that does not go on at first has ended well without a turn',
      nodes: [aContainer('l', 'loop', { counts: [0] }), ...inside('l', a)],
      edges: [],
      finish: [],
      becomes: { 'l[0].a': 'pending', l: 'success' },
      run: 'success',
    },
    {
      rule: 'pauses for its `delay` between two turns, not before the first',
      nodes: [aContainer('l', 'loop', { counts: [2], pauseMs: 250 }), ...inside('l', a)],
      edges: [],
      finish: ['l[0].a'],
      becomes: { 'l[0].a': 'success', 'l[1].a': 'pending', l: 'running' },
    },
    {
      rule: 'begins its next turn when the pause is over, and does not pause after the last one',
      nodes: [aContainer('l', 'loop', { counts: [2], pauseMs: 250 }), ...inside('l', a)],
      edges: [],
      finish: ['l[0].a', 'l', 'l[1].a'],
      becomes: { 'l[1].a': 'success', l: 'success' },
      run: 'success',
    },
    {
      rule: 'fails with the error of its turn',
      nodes: [aContainer('l', 'loop', { counts: [3] }), ...inside('l', failingIn('a', 'HTTP_STATUS', false, true))],
      edges: [],
      finish: ['l[0].a', 'l[1].a'],
      becomes: { 'l[2].a': 'pending', l: 'failed' },
      run: 'failed HTTP_STATUS l[1].a',
    },
    {
      rule: 'that would begin one turn too many fails with LOOP_LIMIT',
      nodes: [aContainer('l', 'loop', { counts: [1], breaks: 'asking' }, fails('LOOP_LIMIT')), ...inside('l', a), b],
      edges: ['l:error[LOOP_LIMIT] -> b'],
      finish: ['l[0].a'],
      becomes: { l: 'failed', b: 'running' },
    },
  ],
  "a container's time-out": [
    {
      rule: 'cancels what is inside, and fails it with NODE_TIMEOUT',
      nodes: [aContainer('g', 'group', {}, { timeoutMs: 900 }), ...inside('g', a), b],
      edges: ['g:error[NODE_TIMEOUT] -> b'],
      finish: ['g!'],
      becomes: { 'g.a': 'cancelled', g: 'failed', b: 'running' },
      ends: { g: 'cancelled' },
    },
    {
      rule: 'bounds all items of a map together',
      nodes: [aContainer('m', 'map', { counts: [3], concurrency: 1 }, { timeoutMs: 900 }), ...inside('m', a)],
      edges: [],
      finish: ['m[0].a', 'm!'],
      becomes: { 'm[0].a': 'success', 'm[1].a': 'cancelled', 'm[2].a': 'pending', m: 'failed' },
      run: 'failed NODE_TIMEOUT m',
    },
    {
      rule: 'ends the pause of a loop too',
      nodes: [aContainer('l', 'loop', { counts: [2], pauseMs: 250 }, { timeoutMs: 900 }), ...inside('l', a)],
      edges: [],
      finish: ['l[0].a', 'l!'],
      becomes: { l: 'failed' },
      run: 'failed NODE_TIMEOUT l',
    },
    {
      rule: 'waits for what must be done in the end inside, and then fails it',
      nodes: [aContainer('g', 'group', {}, { timeoutMs: 900 }), ...inside('g', a, aNode('u'), b), c],
      edges: ['a -> b', 'a:compensate -> u', 'g:error -> c'],
      finish: ['g.a', 'g!'],
      becomes: { 'g.b': 'cancelled', 'g.u': 'running', g: 'running', c: 'pending' },
    },
    {
      rule: 'goes before the error for which what is inside closes already',
      nodes: [
        aContainer('g', 'group', {}, { timeoutMs: 900 }),
        ...inside('g', a, aNode('u'), failingIn('b', 'HTTP_STATUS', true)),
        c,
      ],
      edges: ['a -> b', 'a:compensate -> u', 'g:error[NODE_TIMEOUT] -> c'],
      finish: ['g.a', 'g.b', 'g!', 'g.u'],
      becomes: { 'g.u': 'success', g: 'failed', c: 'running' },
      ends: { g: 'failed HTTP_STATUS g.b' },
    },
  ],
};
