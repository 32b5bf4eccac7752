import type { FlowSketch, NodeSketch } from '../sketch/sketch.js';
import { edgesTo, isCompensator, nodesIn, pathOf, type Placed } from './graph.js';
import { ENDED, putNode, type Picture } from './picture.js';

/** An edge is pending until its source has ended; then it is taken if the source took it, else dead. */
function edgeState(picture: Picture, scope: string, { source, position }: Placed): 'pending' | 'taken' | 'dead' {
  const { status, takes } = picture.nodes[pathOf(scope, source)]!;
  if (!ENDED.has(status)) return 'pending';
  return takes.includes(position) ? 'taken' : 'dead';
}

/** What the join says of a node, from the states of all its incoming edges. */
function joinSays(flow: FlowSketch, picture: Picture, scope: string, node: NodeSketch): 'run' | 'omit' | 'not yet' {
  const states = edgesTo(flow, node.id).map((edge) => edgeState(picture, scope, edge));
  if (states.length === 0) return 'run';
  const taken = states.filter((state) => state === 'taken').length;
  const possible = states.filter((state) => state !== 'dead').length;
  const settled = !states.includes('pending');
  switch (node.join) {
    case 'all_done':
      return settled ? (taken > 0 ? 'run' : 'omit') : 'not yet';
    case 'all_success':
      return settled ? (taken === states.length ? 'run' : 'omit') : 'not yet';
    default: {
      const needed = node.join === 'any' ? 1 : node.join.n_of_m;
      if (taken >= needed) return 'run';
      return possible < needed ? 'omit' : 'not yet';
    }
  }
}

/** Whether a `finally` edge to the node is taken, or one from a node that was shielded when it ended. */
export function isShielded(flow: FlowSketch, picture: Picture, scope: string, id: string): boolean {
  return edgesTo(flow, id).some(
    (edge) =>
      edgeState(picture, scope, edge) === 'taken' &&
      (edge.handle === 'finally' || picture.nodes[pathOf(scope, edge.source)]!.shielded),
  );
}

/** Looks at every node of the scope instance that is not reached yet, again and again, until nothing changes. */
export function settle(flow: FlowSketch, before: Picture, scope: string): Picture {
  const { of, closing } = before.scopes[scope]!;
  let picture = before;
  for (let last = null; last !== picture;) {
    last = picture;
    for (const node of nodesIn(flow, of)) {
      const path = pathOf(scope, node.id);
      if (picture.nodes[path]!.status !== 'pending' || isCompensator(flow, node.id)) continue;
      const says = joinSays(flow, picture, scope, node);
      if (says === 'not yet') continue;
      const runs = says === 'run' && (closing === null || isShielded(flow, picture, scope, node.id));
      if (runs) picture = putNode(picture, path, { status: 'ready', attempt: 1 });
      else picture = putNode(picture, path, { status: closing === null ? 'omitted' : 'unreached' });
    }
  }
  return picture;
}
