import { errorEdges } from '../graph/outcomes.js';
import { circles } from '../graph/topology.js';
import { isErrorHandle } from '../plan/handles.js';
import type { KnownNode } from './check-nodes.js';
import type { FlowGraph } from './flow-graph.js';
import { quoted, type ProblemList } from './problem-list.js';

/** Circles that are named one by one. */
const MAX_CIRCLES = 20;
/** Nodes of a circle that its message names. */
const MAX_NAMES = 20;

/** Checks what the edges make of the nodes: circles, error edges, entries. */
export function checkFlow(graph: FlowGraph, problems: ProblemList): void {
  checkCircles(graph, problems);
  checkErrorEdges(graph, problems);
  if (!graph.decided) return;
  checkEntries(graph, problems);
}

const place = ({ at, item }: KnownNode, field = '') => ({ path: `nodes[${at}]${field}`, node: item.id });

function checkCircles(graph: FlowGraph, problems: ProblemList): void {
  if (graph.acyclic) return;
  for (const circle of circles(graph.topology, MAX_CIRCLES)) {
    const nodes = circle.map((at) => graph.nodes[at] as KnownNode);
    const names = nodes.slice(0, MAX_NAMES).map(({ item }) => item.id);
    const way = nodes.length > MAX_NAMES ? [...names, '...'] : [...names, names[0] ?? ''];
    problems.add('CYCLE', `Edges lead in a circle: ${way.join(' -> ')}`, place(nodes[0] as KnownNode));
  }
}

function checkErrorEdges({ nodes, outgoing }: FlowGraph, problems: ProblemList): void {
  for (const node of nodes) {
    const edges = outgoing[node.index] ?? [];
    const taken = new Set(errorEdges(node, edges).map(({ edge }) => edge));
    for (const edge of edges) {
      // One with wrong `errors` has a problem already.
      if (!isErrorHandle(edge.handle) || taken.has(edge) || edge.errors?.length === 0) continue;
      const why =
        node.item.data.on_error === 'continue'
          ? '`on_error: "continue"` takes every error first'
          : 'Only the first matching edge is taken: one before takes all that this one would';
      problems.add('ERROR_EDGE_NEVER_TAKEN', why, { path: `edges[${edge.at}]`, edge: edge.item.id });
    }
  }
}

function checkEntries({ nodes, incoming, undoes }: FlowGraph, problems: ProblemList): void {
  if (!nodes.some(({ spec }) => spec.role === 'start')) return;
  for (const node of nodes) {
    if (node.depth > 0 || node.spec.role === 'start' || undoes.has(node.index)) continue;
    if (incoming[node.index]?.length !== 0) continue;
    problems.add(
      'ENTRY_BESIDE_START',
      `No edge leads to ${quoted(node.item.id)}: it runs at once, beside the start`,
      place(node),
    );
  }
}
