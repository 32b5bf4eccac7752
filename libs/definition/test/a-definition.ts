import type { Definition, DefinitionEdge, DefinitionNode, ExpressionScope, JsonObject } from '../src/index.js';

/** A node, by id and type. */
export function aNode(id: string, type: string, data: JsonObject = {}, rest: JsonObject = {}): DefinitionNode {
  return { id, type, data, position: { x: 0, y: 0 }, ...rest };
}

/** Edges from lines like `a -> b`, `a:true -> b`. */
export function edges(...lines: string[]): DefinitionEdge[] {
  return lines.map((line, at) => {
    const [from = '', target = ''] = line.split('->').map((part) => part.trim());
    const [source = '', sourceHandle] = from.split(':');
    return { id: `e${at}`, source, target, ...(sourceHandle === undefined ? {} : { sourceHandle }) };
  });
}

/** A definition of these nodes and edges. */
export function aDefinition(nodes: readonly DefinitionNode[], ...lines: string[]): Definition {
  return { nodes, edges: edges(...lines) };
}

/** A scope with this input and these outputs. */
export function aScope(input: unknown = null, outputs: Record<string, unknown> = {}): ExpressionScope {
  return {
    input: input as never,
    nodes: Object.fromEntries(
      Object.entries(outputs).map(([id, output]) => [id, { status: 'success', output: output as never, error: null }]),
    ),
    vars: {},
    run: { id: 'r1', started_at: '2026-01-01T00:00:00.000Z' },
    flow: { id: 'f1', name: 'flow', version: 1 },
    env: {},
  };
}
