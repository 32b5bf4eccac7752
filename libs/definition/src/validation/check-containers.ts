import type { FlowGraph } from './flow-graph.js';
import { quoted, type ProblemList } from './problem-list.js';

/** Checks that there is something in each container: nothing could come out of an empty one but by mistake. */
export function checkContainers({ nodes, allNodesKnown }: FlowGraph, problems: ProblemList): void {
  // A node that is not known may be in any of them.
  if (!allNodesKnown) return;
  const filled = new Set(nodes.map(({ parent }) => parent));
  for (const node of nodes) {
    if (node.spec.container === undefined || filled.has(node)) continue;
    problems.add('CONTAINER_EMPTY', `There is no node in ${quoted(node.item.id)}`, {
      path: `nodes[${node.at}]`,
      node: node.item.id,
    });
  }
}
