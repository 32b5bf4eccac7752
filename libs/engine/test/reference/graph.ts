import type { EdgeSketch, FlowSketch, NodeSketch } from '../sketch/sketch.js';

/** An edge and where it stands among the edges. */
export type Placed = EdgeSketch & { readonly position: number };

/** What a flow's nodes and edges say, whatever happens in its runs. */
interface Graph {
  readonly nodes: ReadonlyMap<string, NodeSketch>;
  readonly inside: ReadonlyMap<string | null, NodeSketch[]>;
  readonly to: ReadonlyMap<string, Placed[]>;
  readonly from: ReadonlyMap<string, Placed[]>;
  readonly compensators: ReadonlyMap<string, string>;
  readonly undone: ReadonlySet<string>;
}

const graphs = new WeakMap<FlowSketch, Graph>();

function graphOf(flow: FlowSketch): Graph {
  const known = graphs.get(flow);
  if (known !== undefined) return known;
  const placed = flow.edges.map((edge, position) => ({ ...edge, position }));
  const edges = placed.filter(({ handle }) => handle !== 'compensate');
  const undo = placed.filter(({ handle }) => handle === 'compensate');
  const graph = {
    nodes: new Map(flow.nodes.map((node) => [node.id, node])),
    inside: Map.groupBy(flow.nodes, ({ parent }) => parent),
    to: Map.groupBy(edges, ({ target }) => target),
    from: Map.groupBy(edges, ({ source }) => source),
    compensators: new Map(undo.map(({ source, target }) => [source, target])),
    undone: new Set(undo.map(({ target }) => target)),
  };
  graphs.set(flow, graph);
  return graph;
}

/** The nodes that are in this container, in order of position; null: in the root. */
export function nodesIn(flow: FlowSketch, container: string | null): readonly NodeSketch[] {
  return graphOf(flow).inside.get(container) ?? [];
}

/** The edges of the graph that lead to a node, in order of definition. */
export function edgesTo(flow: FlowSketch, id: string): readonly Placed[] {
  return graphOf(flow).to.get(id) ?? [];
}

/** The edges of the graph that lead from a node, in order of definition. */
export function edgesFrom(flow: FlowSketch, id: string): readonly Placed[] {
  return graphOf(flow).from.get(id) ?? [];
}

/** Whether the node undoes another. */
export function isCompensator(flow: FlowSketch, id: string): boolean {
  return graphOf(flow).undone.has(id);
}

/** The node that undoes this one. */
export function compensatorOf(flow: FlowSketch, id: string): string | null {
  return graphOf(flow).compensators.get(id) ?? null;
}

/** Whether no edge leads from the node, which undoes nothing. */
export function isLeaf(flow: FlowSketch, id: string): boolean {
  return edgesFrom(flow, id).length === 0 && !isCompensator(flow, id);
}

/** The path of a node of a scope instance. */
export function pathOf(scope: string, id: string): string {
  return scope === '' ? id : `${scope}.${id}`;
}

/** The scope instance that the node at this path is in. */
export function scopeOf(path: string): string {
  return path.includes('.') ? path.slice(0, path.lastIndexOf('.')) : '';
}

/** The node at this path. */
export function nodeAt(flow: FlowSketch, path: string): NodeSketch | undefined {
  return graphOf(flow).nodes.get(path.slice(path.lastIndexOf('.') + 1));
}
