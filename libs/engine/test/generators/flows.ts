import fc from 'fast-check';
import type { EdgeSketch, FlowSketch, NodeSketch } from '../sketch/sketch.js';
import { inLines } from '../sketch/in-lines.js';
import { anyNode, CODES, flatNode, QUIET, STORMY, type RawNode, type Shape } from './nodes.js';
import { shapeOf, toNode } from './to-node.js';
import { inOrder, tree, type Placed } from './tree.js';

interface RawEdge {
  readonly from: number;
  readonly to: number;
  readonly handle: number;
  readonly errors: readonly string[] | null;
}

const rawEdge: fc.Arbitrary<RawEdge> = fc.record({
  from: fc.nat({ max: 999 }),
  to: fc.nat({ max: 999 }),
  handle: fc.nat({ max: 59 }),
  errors: fc.option(fc.subarray([...CODES, 'NODE_OUTCOME_UNKNOWN'], { minLength: 1, maxLength: 2 }), { nil: null }),
});

/** Handles to choose from besides those of success, three times. */
const FURTHER: Partial<Record<Shape, readonly string[]>> = {
  effect: ['error'],
  compute: ['error'],
  map: ['error', 'finally', 'finally'],
  loop: ['error', 'finally', 'finally'],
  group: ['error', 'finally', 'finally'],
};

function toEdges(raw: readonly RawEdge[], placed: readonly Placed[], nodes: readonly NodeSketch[]): EdgeSketch[] {
  return raw.flatMap(({ from, to, handle, errors }) => {
    const high = to % nodes.length;
    const siblings = placed.flatMap(({ parent, undoes }, rank) =>
      rank < high && parent === placed[high]!.parent && undoes === null ? [rank] : [],
    );
    const low = siblings[from % siblings.length];
    if (low === undefined || placed[high]!.undoes !== null) return [];
    const [source, target] = [nodes[low]!, nodes[high]!];
    if (source.handles.length === 0) return [];
    const choices = [
      ...source.handles,
      ...source.handles,
      ...source.handles,
      ...(FURTHER[shapeOf(placed[low]!)] ?? []),
    ];
    const chosen = choices[handle % choices.length]!;
    return [{ source: source.id, target: target.id, handle: chosen, errors: chosen === 'error' ? errors : null }];
  });
}

function undoEdges(placed: readonly Placed[], nodes: readonly NodeSketch[]): EdgeSketch[] {
  return placed.flatMap(({ undoes }, rank) => {
    if (undoes === null) return [];
    return [{ source: nodes[undoes]!.id, target: nodes[rank]!.id, handle: 'compensate', errors: null }];
  });
}

/** `n_of_m` of more edges than there are could never hold; it is brought down to what there are. */
function fit(node: NodeSketch, edges: readonly EdgeSketch[]): NodeSketch {
  if (typeof node.join === 'string') return node;
  const incoming = edges.filter(({ target, handle }) => target === node.id && handle !== 'compensate').length;
  return { ...node, join: { n_of_m: Math.max(1, Math.min(node.join.n_of_m, incoming)) } };
}

/** Whatever happens to it, its error is handled. */
function calmed(node: NodeSketch, edges: readonly EdgeSketch[]): NodeSketch {
  const caught = edges.some(
    ({ source, handle, errors }) => source === node.id && handle === 'error' && errors === null,
  );
  return caught ? node : { ...node, onError: 'continue' };
}

/** Of which nodes no error is unhandled. */
type Calm = 'all' | 'root' | 'none';

function toFlow(rawNodes: readonly RawNode[], rawEdges: readonly RawEdge[], calm: Calm): FlowSketch {
  const placed = tree(rawNodes);
  const nodes = placed.map((each, rank) => toNode(each, `n${rank}`, each.parent === null ? null : `n${each.parent}`));
  const edges = [...toEdges(rawEdges, placed, nodes), ...undoEdges(placed, nodes)];
  const fitting = inOrder(placed).map((rank) => fit(nodes[rank]!, edges));
  const isCalm = ({ parent }: NodeSketch): boolean => calm === 'all' || (calm === 'root' && parent === null);
  const flow = { nodes: fitting.map((node) => (isCalm(node) ? calmed(node, edges) : node)), edges };
  return Object.defineProperty(flow, fc.toStringMethod, { value: () => inLines(flow) });
}

/** Bounds of a generated flow. */
export interface FlowBounds {
  readonly maxNodes: number;
  readonly minNodes?: number;
  /** About so many edges a node. */
  readonly density?: number;
  /** How many of the flows leave no error unhandled, 0 to 1. */
  readonly calm?: number;
  /** How many of the others leave none unhandled in the root, 0 to 1. */
  readonly calmRoot?: number;
}

function drawn(
  rawNode: fc.Arbitrary<RawNode>,
  { maxNodes, minNodes = 1, density = 1.6, calm = 0.6, calmRoot = 0 }: FlowBounds,
): fc.Arbitrary<FlowSketch> {
  const minEdges = minNodes > 1 ? Math.floor(minNodes * density) : 0;
  return fc
    .tuple(
      fc.array(rawNode, { minLength: minNodes, maxLength: maxNodes, size: 'max' }),
      fc.array(rawEdge, { minLength: minEdges, maxLength: Math.ceil(maxNodes * density), size: 'max' }),
      fc.nat({ max: 99 }),
      fc.nat({ max: 99 }),
    )
    .map(([nodes, edges, all, root]) =>
      toFlow(nodes, edges, all < calm * 100 ? 'all' : root < calmRoot * 100 ? 'root' : 'none'),
    );
}

/** Acyclic flows of one scope: any joins, conditions, failures, retries, error edges, in any positions. */
export function flows(bounds: FlowBounds): fc.Arbitrary<FlowSketch> {
  return drawn(flatNode, bounds);
}

/** The same with containers three deep, races, `finally` edges, compensators, waits for events and for people. */
export function nestedFlows(bounds: FlowBounds): fc.Arbitrary<FlowSketch> {
  return drawn(anyNode(QUIET), { density: 0.9, calm: 0.2, calmRoot: 0.7, ...bounds });
}

/** The same, where much fails and is undone. */
export function stormyFlows(bounds: FlowBounds): fc.Arbitrary<FlowSketch> {
  return drawn(anyNode(STORMY), { density: 0.7, calm: 0, calmRoot: 0.6, ...bounds });
}
