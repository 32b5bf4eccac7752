import type { ProblemCode } from '../src/index.js';
import type { PROBLEMS_OF_SERVERS } from '../src/validation/problems.js';
import { aDefinition, aNode } from './a-definition.js';

const start = aNode('s', 'start');
const value = (id: string, output: string, rest = {}) => aNode(id, 'transform', { output, ...rest });
const choose = (id: string) => aNode(id, 'condition', { expression: 'input.x' });
const call = (id: string, data = {}) => aNode(id, 'http', { url: 'u', ...data });

const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)]);

/** Groups in each other, with a node in the innermost. */
const nested = (levels: number) =>
  aDefinition(
    Array.from({ length: levels + 1 }, (_, at) =>
      aNode(`n${at}`, at < levels ? 'group' : 'end', {}, at === 0 ? {} : { parentId: `n${at - 1}` }),
    ),
  );

/** Joins whose ways have nothing to do with each other, all of which one node waits for. */
const entangled = (pairs: number) => {
  const ids = Array.from({ length: pairs }, (_, at) => [`a${at}`, `b${at}`, `j${at}`] as const);
  const lines = ids.flatMap(([a, b, j]) => [`${a}:true -> ${j}`, `${b}:true -> ${j}`, `${j} -> e`]);
  return aDefinition(
    [
      ...ids.map(([a]) => choose(a)),
      ...ids.toReversed().map(([, b]) => choose(b)),
      ...ids.map(([, , j]) => value(j, 'x', { join: 'all_success' })),
      aNode('e', 'end', { join: { n_of_m: pairs / 2 } }),
    ],
    ...lines,
  );
};

/** A definition for each code that one alone can have, and the place where it is found. */
export const problemExamples: Record<
  Exclude<ProblemCode, (typeof PROBLEMS_OF_SERVERS)[number]>,
  { definition: unknown; path: string }
> = {
  NOT_JSON: {
    definition: { nodes: [aNode('a', 'end', { output: Number.NaN })], edges: [] },
    path: 'nodes[0].data.output',
  },
  TEXT_NOT_STORABLE: { definition: aDefinition([value('a', 'x\u0000y')]), path: 'nodes[0].data.output' },
  KEY_NOT_ALLOWED: {
    definition: JSON.parse('{"nodes":[{"id":"a","type":"end","data":{"output":{"__proto__":1}}}],"edges":[]}'),
    path: 'nodes[0].data.output.__proto__',
  },
  NESTED_TOO_DEEPLY: { definition: { nodes: [], edges: [], viewport: deep(100) }, path: `viewport${'[0]'.repeat(99)}` },
  TOO_LARGE: { definition: { nodes: Array.from({ length: 10_001 }, () => 1), edges: [] }, path: 'nodes' },
  TOO_MANY_PROBLEMS: { definition: { nodes: Array.from({ length: 2_000 }, () => 1), edges: [] }, path: '' },
  SHAPE_INVALID: { definition: { nodes: [{ id: 'a', type: 'end' }], edges: [] }, path: 'nodes[0].data' },
  EMPTY: { definition: aDefinition([]), path: 'nodes' },
  NODE_ID_INVALID: { definition: aDefinition([aNode('constructor', 'end')]), path: 'nodes[0].id' },
  NODE_ID_TAKEN: { definition: aDefinition([aNode('a', 'end'), aNode('a', 'end')]), path: 'nodes[1].id' },
  EDGE_ID_TAKEN: {
    definition: {
      nodes: [start, aNode('b', 'end')],
      edges: [
        { id: 'e', source: 's', target: 'b' },
        { id: 'e', source: 's', target: 'b' },
      ],
    },
    path: 'edges[1].id',
  },
  NODE_TYPE_UNKNOWN: { definition: aDefinition([aNode('a', 'mystery')]), path: 'nodes[0].type' },
  NODE_DATA_INVALID: { definition: aDefinition([aNode('a', 'http', { url: 1 })]), path: 'nodes[0].data.url' },
  NODE_DATA_UNKNOWN: { definition: aDefinition([call('a', { colour: 'red' })]), path: 'nodes[0].data.colour' },
  FIELD_WITHOUT_EFFECT: {
    definition: aDefinition([value('a', 'x', { timeout: '5s' })]),
    path: 'nodes[0].data.timeout',
  },
  EXPRESS_NODE_FORBIDDEN: {
    definition: aDefinition([aNode('s', 'start', { settings: { type: 'express' } }), aNode('d', 'delay')], 's -> d'),
    path: 'nodes[1].type',
  },
  PARENT_INVALID: {
    definition: aDefinition([start, aNode('a', 'end', {}, { parentId: 's' })]),
    path: 'nodes[1].parentId',
  },
  CONTAINER_EMPTY: { definition: aDefinition([aNode('g', 'group')]), path: 'nodes[0]' },
  CONTAINERS_TOO_DEEP: { definition: nested(21), path: 'nodes[21].parentId' },
  START_TAKEN: { definition: aDefinition([start, aNode('t', 'start')]), path: 'nodes[1]' },
  START_NOT_IN_ROOT: {
    definition: aDefinition([aNode('g', 'group'), aNode('t', 'start', {}, { parentId: 'g' })]),
    path: 'nodes[1].parentId',
  },
  START_HAS_INCOMING: { definition: aDefinition([value('a', 'x'), start], 'a -> s'), path: 'edges[0].target' },
  EDGE_TO_NOWHERE: { definition: aDefinition([start], 's -> x'), path: 'edges[0].target' },
  EDGE_CROSSES_SCOPE: {
    definition: aDefinition([start, aNode('g', 'group'), aNode('a', 'end', {}, { parentId: 'g' })], 's -> a'),
    path: 'edges[0]',
  },
  EDGE_REPEATED: { definition: aDefinition([start, aNode('a', 'end')], 's -> a', 's:out -> a'), path: 'edges[1]' },
  HANDLE_UNKNOWN: {
    definition: aDefinition([choose('c'), aNode('a', 'end')], 'c:maybe -> a'),
    path: 'edges[0].sourceHandle',
  },
  EDGE_DATA_INVALID: {
    definition: {
      nodes: [call('a'), aNode('b', 'end')],
      edges: [{ id: 'e', source: 'a', sourceHandle: 'error', target: 'b', data: { errors: 'HTTP_STATUS' } }],
    },
    path: 'edges[0].data.errors',
  },
  CYCLE: {
    definition: aDefinition([start, value('a', 'x'), value('b', 'x')], 's -> a', 'a -> b', 'b -> a'),
    path: 'nodes[1]',
  },
  UNDONE_TWICE: {
    definition: aDefinition([call('a'), call('u'), call('v')], 'a:compensate -> u', 'a:compensate -> v'),
    path: 'edges[1]',
  },
  COMPENSATOR_HAS_EDGES: {
    definition: aDefinition([call('a'), call('u'), call('b')], 'a:compensate -> u', 'u -> b'),
    path: 'edges[1]',
  },
  COMPENSATOR_INVALID: {
    definition: aDefinition([call('a'), aNode('e', 'end')], 'a:compensate -> e'),
    path: 'edges[0]',
  },
  ENTRY_BESIDE_START: { definition: aDefinition([start, value('a', 'x')]), path: 'nodes[1]' },
  JOIN_NEVER_HOLDS: {
    definition: aDefinition(
      [choose('c'), value('a', 'x'), value('b', 'x'), aNode('d', 'end', { join: 'all_success' })],
      'c:true -> a',
      'c:false -> b',
      'a -> d',
      'b -> d',
    ),
    path: 'nodes[3].data.join',
  },
  NODE_NEVER_RUNS: {
    definition: aDefinition(
      [choose('c'), value('a', 'x', { join: 'all_success' }), aNode('b', 'end')],
      'c:true -> a',
      'c:false -> a',
      'a -> b',
    ),
    path: 'nodes[2]',
  },
  ERROR_EDGE_NEVER_TAKEN: {
    definition: aDefinition([call('a'), aNode('b', 'end'), aNode('c', 'end')], 'a:error -> b', 'a:error -> c'),
    path: 'edges[1]',
  },
  NOT_DECIDED: { definition: entangled(120), path: '' },
  EXPRESSION_INVALID: { definition: aDefinition([value('a', '{{ 1 + }}')]), path: 'nodes[0].data.output' },
  NAME_UNKNOWN: { definition: aDefinition([value('a', '{{ inputs.x }}')]), path: 'nodes[0].data.output' },
  NODE_UNKNOWN: { definition: aDefinition([value('a', '{{ nodes.x.output }}')]), path: 'nodes[0].data.output' },
  NODE_NOT_UPSTREAM: {
    definition: aDefinition([value('a', '{{ nodes.b.output }}'), value('b', 'x')], 'a -> b'),
    path: 'nodes[0].data.output',
  },
  NODE_IN_INNER_SCOPE: {
    definition: aDefinition(
      [
        aNode('g', 'group'),
        value('a', 'x'),
        aNode('b', 'transform', { output: 1 }, { parentId: 'g' }),
        value('c', '{{ nodes.b.output }}'),
      ],
      'g -> c',
    ),
    path: 'nodes[3].data.output',
  },
  NODE_MAY_NOT_HAVE_RUN: {
    definition: aDefinition(
      [choose('c'), value('a', 'x'), value('b', '{{ nodes.a.output }}')],
      'c:true -> a',
      'c:false -> b',
      'a -> b',
    ),
    path: 'nodes[2].data.output',
  },
  VARIABLE_UNKNOWN: { definition: aDefinition([value('a', '{{ vars.x }}')]), path: 'nodes[0].data.output' },
  VARIABLE_MAY_NOT_BE_SET: {
    definition: aDefinition(
      [choose('c'), aNode('a', 'assign', { variables: { x: 1 } }), value('b', '{{ vars.x }}')],
      'c:true -> a',
      'c:false -> b',
      'a -> b',
    ),
    path: 'nodes[2].data.output',
  },
  SECRET_NOT_ALLOWED: { definition: aDefinition([value('a', '{{ secrets.TOKEN }}')]), path: 'nodes[0].data.output' },
};
