import { needed } from '../graph/joins.js';
import type { Ways } from '../graph/ways.js';
import { isErrorHandle } from '../plan/handles.js';
import type { KnownEdge } from './check-edges.js';
import type { KnownNode } from './check-nodes.js';
import type { FlowGraph } from './flow-graph.js';
import { inWords, MAX_CHOICES } from './open-reads.js';
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
    const why = `It never runs: nothing can fail or be cancelled after ${quoted(undone.item.id)} has ended well`;
    return problems.add('NODE_NEVER_RUNS', why, placeOf(node));
  }
  const edges = graph.incoming[node.index] ?? [];
  const possible = edges.filter((edge) => ways.takes(edge) !== false);
  const never = edges.find((edge) => !possible.includes(edge));
  const all = node.item.data.join === 'all_success';
  if (never !== undefined && (all || possible.length === 0)) {
    const why = `No way leads here: the edge from ${quoted(never.source.item.id)} is never taken, ${whyNever(never, ways)}`;
    return problems.add('NODE_NEVER_RUNS', why, placeOf(node));
  }
  const { asks, most } = askedFor(node, edges.length);
  const conflict = ways.conflict(possible);
  const place = placeOf(node, '.data.join');
  if (conflict === null) return problems.add('JOIN_NEVER_HOLDS', `${asks}, but ${most}`, place);
  const { edge, choices } = conflict;
  const why = `that from ${quoted(edge.source.item.id)} excludes those before it: ${inWords(choices)}`;
  problems.add('JOIN_NEVER_HOLDS', `${asks}, but ${most}: ${why}`, {
    ...place,
    counter_example: choices.slice(0, MAX_CHOICES),
  });
}

function whyNever({ source, handle }: KnownEdge, ways: Ways): string {
  if (ways.reaches(source) === false) return 'as that never runs';
  if (handle === source.spec.timeoutHandle && source.item.data.timeout === undefined) return 'as that has no `timeout`';
  return isErrorHandle(handle) ? 'as no error is left for it' : 'as that never ends well';
}

/** What the join of a node wants, and what is against it. */
function askedFor({ item }: KnownNode, edges: number): { asks: string; most: string } {
  const n = needed(item.data.join);
  if (n === null) return { asks: 'It waits for all its edges', most: 'they are never all taken in one run' };
  const most = n > edges ? `only ${edges} lead here` : 'fewer are ever taken in one run';
  return { asks: `It waits for ${n} edges`, most };
}
