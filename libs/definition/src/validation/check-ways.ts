import { needed } from '../graph/joins.js';
import type { Ways } from '../graph/ways.js';
import type { KnownNode } from './check-nodes.js';
import type { FlowGraph } from './flow-graph.js';
import { inWords } from './open-reads.js';
import { quoted, type Place, type ProblemList } from './problem-list.js';

const placeOf = ({ at, item }: KnownNode, field = ''): Place => ({ path: `nodes[${at}]${field}`, node: item.id });

/** Checks that some way leads to each node, where its scope runs. @returns how many were not decided */
export function checkWays(graph: FlowGraph, ways: Ways, problems: ProblemList): number {
  let undecided = 0;
  for (const node of graph.nodes) {
    if (problems.full) break;
    const reaches = ways.reaches(node);
    if (reaches === undefined) undecided += 1;
    else if (!reaches) report(node, graph, ways, problems);
  }
  return undecided;
}

function report(node: KnownNode, graph: FlowGraph, ways: Ways, problems: ProblemList): void {
  const undone = graph.undoes.get(node.index);
  if (undone !== undefined) {
    const why = `It never runs: nothing can fail or be cancelled after ${quoted(undone.item.id)} has ended well, if that ever does`;
    return problems.add('NODE_NEVER_RUNS', why, placeOf(node));
  }
  const edges = graph.incoming[node.index] ?? [];
  const possible = edges.filter((edge) => ways.takes(edge) !== false);
  const { join } = node.item.data;
  const n = needed(join);
  if (possible.length === 0 || (join === 'all_success' && possible.length < edges.length)) {
    const never = edges.find((edge) => !possible.includes(edge));
    const from = never === undefined ? '' : `, as that from ${quoted(never.source.item.id)}`;
    const which =
      possible.length === 0
        ? 'the edges to it are never taken'
        : 'it waits for all its edges, and some are never taken';
    problems.add('NODE_NEVER_RUNS', `No way through the flow leads here: ${which}${from}`, placeOf(node));
    return;
  }
  const conflict = ways.conflict(possible);
  const place = placeOf(node, '.data.join');
  const [asks, fails] =
    n === null
      ? ['It waits for all its edges', 'they are never all taken in one run']
      : [
          `It waits for ${n} edges`,
          n > edges.length ? `only ${edges.length} lead here` : 'fewer are ever taken in one run',
        ];
  if (conflict === null) return problems.add('JOIN_NEVER_HOLDS', `${asks}, but ${fails}`, place);
  const { edge, choices } = conflict;
  const why = `as they exclude each other, that from ${quoted(edge.source.item.id)} and others: ${inWords(choices)}`;
  problems.add('JOIN_NEVER_HOLDS', `${asks}, but ${fails}, ${why}`, {
    ...place,
    counter_example: choices.slice(0, 50),
  });
}
