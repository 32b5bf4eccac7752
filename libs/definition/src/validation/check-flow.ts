import { FALSE } from '../graph/decisions.js';
import { circles } from '../graph/topology.js';
import { isErrorHandle } from '../plan/handles.js';
import type { KnownNode } from './check-nodes.js';
import type { FlowGraph } from './flow-graph.js';
import { quoted, type ProblemList } from './problem-list.js';

/** Circles that are named one by one. */
const MAX_CIRCLES = 20;
/** Nodes of a circle that its message names. */
const MAX_NAMES = 20;

/** Checks what the edges make of the nodes: circles, entries, joins, ways that nothing takes. */
export function checkFlow(graph: FlowGraph, problems: ProblemList): void {
  checkCircles(graph, problems);
  checkErrorEdges(graph, problems);
  if (!graph.decided) return;
  checkEntries(graph, problems);
  for (const node of graph.nodes) checkRuns(node, graph, problems);
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

function checkErrorEdges(graph: FlowGraph, problems: ProblemList): void {
  for (const edges of graph.outgoing) {
    const covered = new Set<string>();
    let all = false;
    for (const { at, item, handle, errors } of edges) {
      if (!isErrorHandle(handle)) continue;
      if (all || (errors !== null && errors.length > 0 && errors.every((code) => covered.has(code)))) {
        problems.add(
          'ERROR_EDGE_NEVER_TAKEN',
          `Only the first matching edge is taken: one before takes all that this one would`,
          {
            path: `edges[${at}]`,
            edge: item.id,
          },
        );
      }
      if (errors === null) all = true;
      else for (const code of errors) covered.add(code);
    }
  }
}

function checkEntries({ nodes, incoming }: FlowGraph, problems: ProblemList): void {
  if (!nodes.some(({ spec }) => spec.role === 'start')) return;
  for (const node of nodes) {
    if (node.scopes.length > 0 || node.spec.role === 'start' || incoming[node.index]?.length !== 0) continue;
    problems.add(
      'ENTRY_BESIDE_START',
      `No edge leads to ${quoted(node.item.id)}: it runs at once, beside the start`,
      place(node),
    );
  }
}

function checkRuns(node: KnownNode, graph: FlowGraph, problems: ProblemList): void {
  const ways = graph.allWays();
  if (ways.of(node)?.reached !== FALSE) return;
  const edges = graph.incoming[node.index] ?? [];
  const possible = edges.filter((edge) => ways.takenOf(edge) !== FALSE);
  const { join } = node.item.data;
  if (possible.length === 0 || (join === 'all_success' && possible.length < edges.length)) {
    problems.add('NODE_NEVER_RUNS', 'No way through the flow leads here: the edges to it are never taken', place(node));
  } else if (join === 'all_success') {
    problems.add(
      'JOIN_NEVER_HOLDS',
      'It waits for all its edges, but they are never all taken in one run',
      place(node, '.data.join'),
    );
  } else {
    const { n_of_m: n } = join as { n_of_m: number };
    const most = n > edges.length ? `only ${edges.length} lead here` : 'fewer are ever taken in one run';
    problems.add('JOIN_NEVER_HOLDS', `It waits for ${n} edges, but ${most}`, place(node, '.data.join'));
  }
}
