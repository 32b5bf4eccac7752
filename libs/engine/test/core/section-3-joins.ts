import { aNode } from '../sketch/sketch.js';
import type { Rule } from './rule.js';

const [a, b, c] = [aNode('a'), aNode('b'), aNode('c')];
const yesNo = aNode('yes_no', {
  kind: 'compute',
  handles: ['true', 'false'],
  script: [{ end: 'success', handles: ['true'] }],
});

/** Edges, joins and conditions. */
export const JOINS: Record<string, readonly Rule[]> = {
  'where a run starts': [
    {
      rule: 'nodes without incoming edges run when the scope starts',
      nodes: [a, b, c],
      edges: ['a -> c'],
      finish: [],
      becomes: { a: 'running', b: 'running', c: 'pending' },
    },
    {
      rule: 'nodes that are ready together begin in order of position',
      nodes: [c, a, b],
      edges: [],
      finish: [],
      becomes: { a: 'running', b: 'running', c: 'running' },
      begins: ['c', 'a', 'b'],
    },
    {
      rule: 'nodes that become ready together begin in order of position, not of edges',
      nodes: [aNode('z'), aNode('y'), a],
      edges: ['a -> y', 'a -> z'],
      finish: ['a'],
      becomes: { a: 'success', y: 'running', z: 'running' },
      begins: ['a', 'z', 'y'],
    },
  ],
  'join: all_done, the default': [
    {
      rule: 'waits until every edge is settled',
      nodes: [a, b, c],
      edges: ['a -> c', 'b -> c'],
      finish: ['a'],
      becomes: { a: 'success', b: 'running', c: 'pending' },
    },
    {
      rule: 'runs when one edge is taken and the others are dead',
      nodes: [yesNo, a, b, c],
      edges: ['yes_no:true -> a', 'yes_no:false -> b', 'a -> c', 'b -> c'],
      finish: ['a'],
      becomes: { yes_no: 'success', a: 'success', b: 'omitted', c: 'running' },
    },
    {
      rule: 'is omitted when all edges are dead',
      nodes: [yesNo, a, b, c],
      edges: ['yes_no:false -> a', 'yes_no:false -> b', 'a -> c', 'b -> c'],
      finish: [],
      becomes: { yes_no: 'success', a: 'omitted', b: 'omitted', c: 'omitted' },
      run: 'success',
    },
  ],
  'join: all_success': [
    {
      rule: 'runs when every edge is taken',
      nodes: [a, b, aNode('c', { join: 'all_success' })],
      edges: ['a -> c', 'b -> c'],
      finish: ['b', 'a'],
      becomes: { a: 'success', b: 'success', c: 'running' },
    },
    {
      rule: 'is omitted when one edge is dead, once all are settled',
      nodes: [yesNo, a, aNode('c', { join: 'all_success' })],
      edges: ['yes_no:false -> c', 'a -> c'],
      finish: ['a'],
      becomes: { yes_no: 'success', a: 'success', c: 'omitted' },
      run: 'success',
    },
    {
      rule: 'is not decided by a dead edge while others are pending',
      nodes: [yesNo, a, aNode('c', { join: 'all_success' })],
      edges: ['yes_no:false -> c', 'a -> c'],
      finish: [],
      becomes: { yes_no: 'success', a: 'running', c: 'pending' },
    },
  ],
  'join: any': [
    {
      rule: 'runs on the first taken edge',
      nodes: [a, b, aNode('c', { join: 'any' })],
      edges: ['a -> c', 'b -> c'],
      finish: ['b'],
      becomes: { a: 'running', b: 'success', c: 'running' },
    },
    {
      rule: 'runs once: an edge taken later changes nothing',
      nodes: [a, b, aNode('c', { join: 'any' })],
      edges: ['a -> c', 'b -> c'],
      finish: ['b', 'c', 'a'],
      becomes: { a: 'success', b: 'success', c: 'success' },
      run: 'success',
      begins: ['a', 'b', 'c'],
    },
    {
      rule: 'is omitted as soon as no edge can be taken any more',
      nodes: [yesNo, a, aNode('c', { join: 'any' })],
      edges: ['yes_no:false -> c', 'yes_no:false -> c'],
      finish: [],
      becomes: { yes_no: 'success', a: 'running', c: 'omitted' },
    },
  ],
  'join: n_of_m': [
    {
      rule: 'does not run before the n-th taken edge',
      nodes: [a, b, c, aNode('d', { join: { n_of_m: 2 } })],
      edges: ['a -> d', 'b -> d', 'c -> d'],
      finish: ['c'],
      becomes: { a: 'running', b: 'running', c: 'success', d: 'pending' },
    },
    {
      rule: 'runs on the n-th taken edge, whatever becomes of the others',
      nodes: [a, b, c, aNode('d', { join: { n_of_m: 2 } })],
      edges: ['a -> d', 'b -> d', 'c -> d'],
      finish: ['c', 'a'],
      becomes: { a: 'success', b: 'running', c: 'success', d: 'running' },
    },
    {
      rule: 'is omitted as soon as n edges no longer can be taken, although some are pending',
      nodes: [yesNo, a, aNode('d', { join: { n_of_m: 2 } })],
      edges: ['yes_no:false -> d', 'a -> d'],
      finish: [],
      becomes: { yes_no: 'success', a: 'running', d: 'omitted' },
    },
  ],
  'what is not run': [
    {
      rule: 'a node whose `when` is false is skipped, and its outgoing edges are dead',
      nodes: [aNode('a', { when: false }), b],
      edges: ['a -> b'],
      finish: [],
      becomes: { a: 'skipped', b: 'omitted' },
      run: 'success',
    },
    {
      rule: 'a node whose `when` is true runs',
      nodes: [aNode('a', { when: true })],
      edges: [],
      finish: [],
      becomes: { a: 'running' },
    },
    {
      rule: 'an omitted node kills its outgoing edges, to the end of the path',
      nodes: [yesNo, a, b, c],
      edges: ['yes_no:false -> a', 'a -> b', 'b -> c'],
      finish: [],
      becomes: { yes_no: 'success', a: 'omitted', b: 'omitted', c: 'omitted' },
      run: 'success',
    },
    {
      rule: 'the `when` of an omitted node is not asked for',
      nodes: [yesNo, aNode('a', { when: false })],
      edges: ['yes_no:false -> a'],
      finish: [],
      becomes: { yes_no: 'success', a: 'omitted' },
      run: 'success',
    },
  ],
  'the handle that a node chose': [
    {
      rule: 'its edges are taken, those of the other handles are dead',
      nodes: [yesNo, a, b],
      edges: ['yes_no:true -> a', 'yes_no:false -> b'],
      finish: [],
      becomes: { yes_no: 'success', a: 'running', b: 'omitted' },
    },
    {
      rule: 'several handles may be chosen',
      nodes: [
        aNode('s', {
          kind: 'compute',
          handles: ['x', 'y', 'default'],
          script: [{ end: 'success', handles: ['x', 'y'] }],
        }),
        a,
        b,
        c,
      ],
      edges: ['s:x -> a', 's:y -> b', 's:default -> c'],
      finish: [],
      becomes: { s: 'success', a: 'running', b: 'running', c: 'omitted' },
    },
    {
      rule: 'none need be chosen',
      nodes: [aNode('s', { kind: 'compute', handles: ['x', 'y'], script: [{ end: 'success', handles: [] }] }), a],
      edges: ['s:x -> a'],
      finish: [],
      becomes: { s: 'success', a: 'omitted' },
      run: 'success',
    },
    {
      rule: 'a node that ended well kills its error edges',
      nodes: [a, b, c],
      edges: ['a -> b', 'a:error -> c'],
      finish: ['a'],
      becomes: { a: 'success', b: 'running', c: 'omitted' },
    },
    {
      rule: 'a delay takes its edges when its time has come',
      nodes: [aNode('d', { kind: 'wait' }), a],
      edges: ['d -> a'],
      finish: ['d'],
      becomes: { d: 'success', a: 'running' },
    },
  ],
};
