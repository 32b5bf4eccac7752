import fc from 'fast-check';
import type { EdgeSketch, Ending, FlowSketch, NodeSketch } from '../sketch/sketch.js';
import { inLines } from '../sketch/in-lines.js';
import { CODES, rawNode, type RawEnding, type RawNode, type Shape } from './nodes.js';

interface RawEdge {
  readonly from: number;
  readonly to: number;
  readonly handle: number;
  readonly errors: readonly string[] | null;
}

const HANDLES: Record<Shape, readonly string[]> = {
  effect: ['out'],
  compute: ['out'],
  condition: ['true', 'false'],
  switch: ['first', 'second', 'default'],
  wait: ['out'],
  end: [],
  fail: [],
};
const KINDS: Partial<Record<Shape, NodeSketch['kind']>> = { effect: 'effect', wait: 'wait' };

const rawEdge: fc.Arbitrary<RawEdge> = fc.record({
  from: fc.nat({ max: 999 }),
  to: fc.nat({ max: 999 }),
  handle: fc.nat({ max: 11 }),
  errors: fc.option(fc.subarray([...CODES, 'NODE_OUTCOME_UNKNOWN'], { minLength: 1, maxLength: 2 }), { nil: null }),
});

function scripted(shape: Shape, handles: readonly string[], raw: RawEnding, last: boolean): Ending {
  const failure: Ending = { end: 'failure', code: raw.code, retryable: raw.retryable && shape !== 'fail' };
  if (shape === 'fail' || raw.end === 'failure')
    return shape === 'end' || shape === 'wait' ? { end: 'success', handles: null } : failure;
  // A script that ended with `lost` would have a repeatable node begin for ever.
  if (raw.end === 'lost' && shape === 'effect' && !last) return { end: 'lost' };
  const chosen = handles.filter((_, bit) => (raw.choice & (1 << bit)) !== 0);
  if (shape === 'condition') return { end: 'success', handles: [handles[raw.choice % 2]!] };
  return { end: 'success', handles: shape === 'switch' ? chosen : null };
}

function toNode(raw: RawNode, rank: number): NodeSketch {
  const handles = HANDLES[raw.shape];
  const chosen = handles.filter((_, bit) => (raw.endings[0]!.choice & (1 << bit)) !== 0);
  return {
    id: `n${rank}`,
    kind: KINDS[raw.shape] ?? 'compute',
    role: raw.shape === 'end' ? 'end' : null,
    join: raw.join,
    when: raw.when,
    onError: raw.onError,
    retry: raw.retry,
    repeatable: raw.shape === 'effect' && raw.repeatable,
    // The longer ones are carried out as regular activities.
    timeoutMs: raw.shape === 'effect' ? (raw.position % 4 === 0 ? 60_000 : 5_000) : null,
    handles,
    fallbackHandles: chosen.length > 0 ? chosen : handles,
    script: raw.endings.map((each, index) => scripted(raw.shape, handles, each, index === raw.endings.length - 1)),
  };
}

function toEdges(raw: readonly RawEdge[], shapes: readonly Shape[], nodes: readonly NodeSketch[]): EdgeSketch[] {
  return raw.flatMap(({ from, to, handle, errors }) => {
    const [low, high] = [from % nodes.length, to % nodes.length].sort((a, b) => a - b) as [number, number];
    const [source, target] = [nodes[low]!, nodes[high]!];
    if (low === high || source.handles.length === 0) return [];
    const mayFail = shapes[low] === 'effect' || shapes[low] === 'compute';
    const choices = mayFail ? [...source.handles, ...source.handles, 'error'] : source.handles;
    const chosen = choices[handle % choices.length]!;
    return [{ source: source.id, target: target.id, handle: chosen, errors: chosen === 'error' ? errors : null }];
  });
}

/** `n_of_m` of more edges than there are could never hold; it is brought down to what there are. */
function fit(node: NodeSketch, edges: readonly EdgeSketch[]): NodeSketch {
  if (typeof node.join === 'string') return node;
  const incoming = edges.filter(({ target }) => target === node.id).length;
  return { ...node, join: { n_of_m: Math.max(1, Math.min(node.join.n_of_m, incoming)) } };
}

/** Whatever happens to it, its error is handled. */
function calmed(node: NodeSketch, edges: readonly EdgeSketch[]): NodeSketch {
  const caught = edges.some(
    ({ source, handle, errors }) => source === node.id && handle === 'error' && errors === null,
  );
  return caught ? node : { ...node, onError: 'continue' };
}

function toFlow(rawNodes: readonly RawNode[], rawEdges: readonly RawEdge[], calm: boolean): FlowSketch {
  const nodes = rawNodes.map(toNode);
  const edges = toEdges(
    rawEdges,
    rawNodes.map(({ shape }) => shape),
    nodes,
  );
  const order = nodes.map((_, rank) => rank).sort((a, b) => rawNodes[a]!.position - rawNodes[b]!.position || a - b);
  const fitting = order.map((rank) => fit(nodes[rank]!, edges));
  const flow = { nodes: calm ? fitting.map((node) => calmed(node, edges)) : fitting, edges };
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
}

/** Acyclic flows: any joins, conditions, failures, retries, error edges, in any positions. */
export function flows({ maxNodes, minNodes = 1, density = 1.6, calm = 0.6 }: FlowBounds): fc.Arbitrary<FlowSketch> {
  const minEdges = minNodes > 1 ? Math.floor(minNodes * density) : 0;
  return fc
    .tuple(
      fc.array(rawNode, { minLength: minNodes, maxLength: maxNodes, size: 'max' }),
      fc.array(rawEdge, { minLength: minEdges, maxLength: Math.ceil(maxNodes * density), size: 'max' }),
      fc.nat({ max: 99 }),
    )
    .map(([nodes, edges, percent]) => toFlow(nodes, edges, percent < calm * 100));
}

/** Which of the things that can happen next does: an endless list of choices. */
export const schedules: fc.Arbitrary<readonly number[]> = fc.array(fc.nat({ max: 999 }), {
  minLength: 1,
  maxLength: 60,
  size: 'max',
});
