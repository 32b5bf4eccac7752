import type { Evaluable, Plan, PlanEdge, PlanErrorEdge, PlanNode } from '@app/definition';
import { planScopes, scopeOwners } from './plan-scopes.js';
import type { EdgeSketch, FlowSketch, NodeSketch } from './sketch.js';

const constant = (value: boolean): Evaluable => ({ source: String(value), reads: null, evaluate: () => value });

/** A type that goes with what the node is; plain computing nodes are `assign` ones. */
export function typeOf({ role, kind, handles, container }: NodeSketch): string {
  return container?.kind ?? role ?? (kind === 'compute' && handles.join() === 'out' ? 'assign' : kind);
}

/** An edge of the plan: one object, wherever it is listed. */
interface Sketched {
  readonly sketch: EdgeSketch;
  readonly edge: PlanEdge | PlanErrorEdge;
}
const isErrorEdge = (edge: PlanEdge): edge is PlanErrorEdge => 'errors' in edge;

function sketched(sketch: EdgeSketch, index: number, indexes: ReadonlyMap<string, number>): Sketched {
  const edge = { index, source: indexes.get(sketch.source)!, target: indexes.get(sketch.target)! };
  return { sketch, edge: sketch.handle === 'error' ? { ...edge, errors: sketch.errors } : edge };
}

function containerOf({ container }: NodeSketch, opens: number): PlanNode['container'] {
  if (container === null) return null;
  const { kind, concurrency, onItemError, race, pauseMs } = container;
  return { kind, opens, concurrency, onItemError, race, pauseMs };
}

/** The edges of each node, by its id. */
interface Edges {
  readonly from: ReadonlyMap<string, readonly Sketched[]>;
  readonly to: ReadonlyMap<string, readonly Sketched[]>;
}

const isUndo = ({ sketch }: Sketched): boolean => sketch.handle === 'compensate';
const isGraph = (edge: Sketched): boolean => !isUndo(edge);

function aPlanNode(node: NodeSketch, index: number, edges: Edges, owners: readonly (string | null)[]): PlanNode {
  const [from, to] = [edges.from.get(node.id) ?? [], edges.to.get(node.id) ?? []];
  const outgoing = from.filter(isGraph);
  const byHandle = new Map<string, PlanEdge[]>();
  for (const { edge, sketch } of outgoing) {
    const { handle } = sketch;
    if (handle !== 'error' && handle !== 'finally') byHandle.set(handle, [...(byHandle.get(handle) ?? []), edge]);
  }
  return {
    index,
    id: node.id,
    type: typeOf(node),
    kind: node.kind,
    role: node.role,
    scope: owners.indexOf(node.parent),
    container: containerOf(node, owners.indexOf(node.id)),
    join: node.join,
    when: node.when === null ? null : constant(node.when),
    onError: node.onError,
    retry: node.retry,
    timeoutMs: node.kind === 'effect' || node.kind === 'container' ? node.timeoutMs : null,
    repeatable: node.repeatable,
    incoming: to.filter(isGraph).length,
    outgoing: outgoing.map(({ edge }) => edge),
    byHandle,
    errorEdges: outgoing.map(({ edge }) => edge).filter(isErrorEdge),
    finallyEdges: outgoing.filter(({ sketch }) => sketch.handle === 'finally').map(({ edge }) => edge),
    fallbackHandles: node.fallbackHandles,
    timeoutHandle: node.timeoutHandle,
    compensator: from.find(isUndo)?.edge.target ?? null,
    compensates: to.find(isUndo)?.edge.source ?? null,
    reads: null,
    mask: node.mask === true,
    masksInput: false,
    data: node.kind === 'event' ? { event: node.id } : {},
  };
}

/** The Plan of a sketched flow, made by hand: the core's proofs do not lean on the compiler. */
export function aPlan(flow: FlowSketch): Plan {
  const indexes = new Map(flow.nodes.map((node, index) => [node.id, index]));
  const owners = scopeOwners(flow);
  const edges = flow.edges.map((sketch, index) => sketched(sketch, index, indexes));
  const byNode = {
    from: Map.groupBy(edges, ({ sketch }) => sketch.source),
    to: Map.groupBy(edges, ({ sketch }) => sketch.target),
  };
  const nodes = flow.nodes.map((node, index) => aPlanNode(node, index, byNode, owners));
  return {
    nodes,
    byId: new Map(nodes.map((node) => [node.id, node])),
    edges: edges.map(({ edge }) => edge),
    scopes: planScopes(flow, nodes),
    settings: { timeoutMs: null },
    masks: false,
    inputSchema: null,
    checkInput: () => [],
  };
}
