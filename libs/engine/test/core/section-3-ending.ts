import { aNode } from '../sketch/sketch.js';
import { failing, type Rule } from './rule.js';

const [a, b, c] = [aNode('a'), aNode('b'), aNode('c')];
const [end, other] = [aNode('end', { role: 'end' }), aNode('other', { role: 'end' })];

/** How runs end, and what they give. */
export const ENDING: Record<string, readonly Rule[]> = {
  'the end of a run': [
    {
      rule: 'is not there while anything is open',
      nodes: [a, b],
      edges: [],
      finish: ['a'],
      becomes: { a: 'success', b: 'running' },
    },
    {
      rule: 'is there when nothing is pending',
      nodes: [a, b],
      edges: [],
      finish: ['a', 'b'],
      becomes: { a: 'success', b: 'success' },
      run: 'success',
      output: ['a', 'b'],
    },
    {
      rule: 'is not brought about by an `end` node while other nodes are open',
      nodes: [end, a],
      edges: [],
      finish: [],
      becomes: { end: 'success', a: 'running' },
    },
    {
      rule: 'of a flow without nodes is at its start',
      nodes: [],
      edges: [],
      finish: [],
      becomes: {},
      run: 'success',
      output: [],
    },
  ],
  'the output of a run': [
    {
      rule: 'is that of the `end` that was reached',
      nodes: [a, b, end],
      edges: ['a -> end'],
      finish: ['a', 'b'],
      becomes: { a: 'success', b: 'success', end: 'success' },
      run: 'success',
      output: 'end',
    },
    {
      rule: 'is that of the first `end` that was reached, whatever its position',
      nodes: [a, b, end, other],
      edges: ['a -> end', 'b -> other'],
      finish: ['b', 'a'],
      becomes: { a: 'success', b: 'success', end: 'success', other: 'success' },
      run: 'success',
      output: 'other',
    },
    {
      rule: 'is that of the `end` of lowest position where several are reached together',
      nodes: [other, end, a],
      edges: ['a -> end', 'a -> other'],
      finish: ['a'],
      becomes: { a: 'success', end: 'success', other: 'success' },
      run: 'success',
      output: 'other',
    },
    {
      rule: 'is that of the leaves that ended well, in order of position, where no `end` was reached',
      nodes: [c, b, a, aNode('s', { when: false }), end],
      edges: ['a -> b', 'a -> c', 's -> end'],
      finish: ['a', 'b', 'c'],
      becomes: { a: 'success', b: 'success', c: 'success', s: 'skipped', end: 'omitted' },
      run: 'success',
      output: ['c', 'b'],
    },
    {
      rule: 'of a skipped `end` is none: it was not reached',
      nodes: [a, aNode('end', { role: 'end', when: false })],
      edges: [],
      finish: ['a'],
      becomes: { a: 'success', end: 'skipped' },
      run: 'success',
      output: ['a'],
    },
  ],
  'a run that is stopped': [
    {
      rule: 'by a cancel is cancelled, with all that is under way',
      nodes: [a, b, aNode('w', { kind: 'wait' }), c],
      edges: ['a -> c'],
      finish: ['b', '!cancel'],
      becomes: { a: 'cancelled', b: 'success', w: 'cancelled', c: 'pending' },
      run: 'cancelled RUN_CANCELLED',
    },
    {
      rule: 'by its time-out has failed, with all that is under way',
      nodes: [a, aNode('w', { kind: 'wait' })],
      edges: [],
      finish: ['!timeout'],
      becomes: { a: 'cancelled', w: 'cancelled' },
      run: 'failed RUN_TIMEOUT',
    },
    {
      rule: 'stays as it ended',
      nodes: [failing('a', 'HTTP_STATUS')],
      edges: [],
      finish: ['a', '!cancel', '!timeout'],
      becomes: { a: 'failed' },
      run: 'failed HTTP_STATUS a',
    },
  ],
};
