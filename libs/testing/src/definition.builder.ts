import type { Definition, DefinitionEdge, DefinitionNode } from '@app/definition';

/** An edge by its ends: `['a', 'b']`, or `['c', 'b', 'true']` from a handle. */
export type EdgeSketch = readonly [source: string, target: string, sourceHandle?: string] | DefinitionEdge;

/** A node by its id and type; `data` is `{}` and the position the origin where they are left out. */
export type NodeSketch = Pick<DefinitionNode, 'id' | 'type'> & Partial<DefinitionNode>;

/** A definition from little: without edges given, the nodes follow one another. */
export function aDefinition(
  nodes: readonly NodeSketch[] = [{ id: 'say', type: 'log', data: { message: 'hello' } }],
  edges: readonly EdgeSketch[] = inARow(nodes),
): Definition {
  return {
    nodes: nodes.map((node) => ({ position: { x: 0, y: 0 }, data: {}, ...node })),
    edges: edges.map(toEdge),
  };
}

/** The body of `POST /flows`. */
export interface FlowBody {
  name: string;
  definition: Definition;
  [field: string]: unknown;
}

/** A flow to create; every field may be given. */
export function aFlow(fields: Partial<FlowBody> = {}): FlowBody {
  return { name: 'A flow', definition: aDefinition(), ...fields };
}

function inARow(nodes: readonly NodeSketch[]): EdgeSketch[] {
  return nodes.slice(1).map((node, index) => [nodes[index]?.id ?? '', node.id]);
}

function toEdge(sketch: EdgeSketch, index: number): DefinitionEdge {
  if (!isPair(sketch)) return sketch;
  const [source, target, sourceHandle] = sketch;
  return { id: `e${index}`, source, target, ...(sourceHandle === undefined ? {} : { sourceHandle }) };
}

const isPair = (sketch: EdgeSketch): sketch is Exclude<EdgeSketch, DefinitionEdge> => Array.isArray(sketch);
