import type { Evaluable, Plan, PlanEdge, PlanErrorEdge, PlanNode } from '@app/definition';
import type { EdgeSketch, FlowSketch, NodeSketch } from './sketch.js';

const constant = (value: boolean): Evaluable => ({ source: String(value), evaluate: () => value });

/** A type that goes with what the node is; plain computing nodes are `assign` ones. */
export function typeOf({ role, kind, handles }: NodeSketch): string {
  return role ?? (kind === 'compute' && handles.join() === 'out' ? 'assign' : kind);
}

function aPlanNode(node: NodeSketch, index: number, flow: FlowSketch, indexes: ReadonlyMap<string, number>): PlanNode {
  const outgoing: (PlanEdge & { sketch: EdgeSketch })[] = [];
  flow.edges.forEach((edge, at) => {
    if (edge.source !== node.id) return;
    outgoing.push({ index: at, source: index, target: indexes.get(edge.target)!, sketch: edge });
  });
  const plain = ({ sketch: _, ...edge }: (typeof outgoing)[number]): PlanEdge => edge;
  const byHandle = new Map<string, PlanEdge[]>();
  for (const edge of outgoing) {
    if (edge.sketch.handle === 'error') continue;
    byHandle.set(edge.sketch.handle, [...(byHandle.get(edge.sketch.handle) ?? []), plain(edge)]);
  }
  const errorEdges: PlanErrorEdge[] = outgoing
    .filter((edge) => edge.sketch.handle === 'error')
    .map((edge) => ({ ...plain(edge), errors: edge.sketch.errors }));
  return {
    index,
    id: node.id,
    type: typeOf(node),
    kind: node.kind,
    role: node.role,
    scope: 0,
    join: node.join,
    when: node.when === null ? null : constant(node.when),
    onError: node.onError,
    retry: node.retry,
    timeoutMs: node.kind === 'effect' ? node.timeoutMs : null,
    repeatable: node.repeatable,
    incoming: flow.edges.filter((edge) => edge.target === node.id).length,
    outgoing: outgoing.map(plain),
    byHandle,
    errorEdges,
    fallbackHandles: node.fallbackHandles,
    data: {},
  };
}

/** The Plan of a sketched flow, made by hand: the core's proofs do not lean on the compiler. */
export function aPlan(flow: FlowSketch): Plan {
  const indexes = new Map(flow.nodes.map((node, index) => [node.id, index]));
  const nodes = flow.nodes.map((node, index) => aPlanNode(node, index, flow, indexes));
  return {
    nodes,
    byId: new Map(nodes.map((node) => [node.id, node])),
    edges: flow.edges.map((edge, index) => ({
      index,
      source: indexes.get(edge.source)!,
      target: indexes.get(edge.target)!,
    })),
    scopes: [
      {
        index: 0,
        container: null,
        parent: null,
        nodes: nodes.map((node) => node.index),
        entries: nodes.filter((node) => node.incoming === 0).map((node) => node.index),
        leaves: nodes.filter((node) => node.outgoing.length === 0 && node.role !== 'end').map((node) => node.index),
      },
    ],
    settings: { timeoutMs: null },
    inputSchema: null,
    checkInput: () => [],
  };
}
