import type { EdgeSketch, FlowSketch, NodeSketch } from '../sketch/sketch.js';
import { ENDED, type NodePicture, type Picture } from './picture.js';

type Nodes = Picture['nodes'];

/** An edge is pending until its source has ended; then it is taken if the source took it, else dead. */
function edgeState(edge: EdgeSketch, position: number, nodes: Nodes): 'pending' | 'taken' | 'dead' {
  const source = nodes[edge.source]!;
  if (!ENDED.has(source.status)) return 'pending';
  return source.takes.includes(position) ? 'taken' : 'dead';
}

/** What the join says of a node, from the states of all its incoming edges. */
function joinSays(node: NodeSketch, flow: FlowSketch, nodes: Nodes): 'run' | 'omit' | 'not yet' {
  const states = flow.edges.flatMap((edge, position) =>
    edge.target === node.id ? [edgeState(edge, position, nodes)] : [],
  );
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

/** The first attempt to be made now. */
const ready: NodePicture = { status: 'ready', attempt: 1, failures: 0, takes: [] };
/** Upstream decided: it does not run, and takes no edge. */
const omitted: NodePicture = { status: 'omitted', attempt: 0, failures: 0, takes: [] };

/** Looks at every node that is not reached yet, again and again, until nothing changes. */
export function settle(flow: FlowSketch, before: Nodes): Nodes {
  const nodes = { ...before };
  for (let changed = true; changed;) {
    changed = false;
    for (const node of flow.nodes) {
      if (nodes[node.id]!.status !== 'pending') continue;
      const says = joinSays(node, flow, nodes);
      if (says === 'not yet') continue;
      nodes[node.id] = says === 'run' ? ready : omitted;
      changed = true;
    }
  }
  return nodes;
}
