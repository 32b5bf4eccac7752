import type { Definition, DefinitionNode } from '../definition.js';
import type { NodeTypeRegistry, NodeTypeSpec } from '../node-type/node-type-spec.js';
import { durationMs } from '../duration.js';
import { inputCheck } from '../schema/input-check.js';
import type { JsonObject } from '../json.js';
import { broken } from './broken.js';
import { compileNode } from './compile-node.js';
import { compileScopes, scopeIndexes } from './compile-scopes.js';
import type { Plan, PlanEdge, PlanErrorEdge, PlanNode } from './plan.js';
import { handleOf, isErrorHandle } from './handles.js';

/**
 * Turns a definition that has no problem of severity `error` into what the interpreter runs.
 * It does not look for problems: those that `validate` would find may go unnoticed here.
 * @throws AppError FLOW_HAS_PROBLEMS where nothing can be made of it
 */
export function compile(definition: Definition, types: NodeTypeRegistry): Plan {
  const indexes = new Map(definition.nodes.map((node, index) => [node.id, index]));
  if (indexes.size !== definition.nodes.length) throw broken('nodes', 'Two nodes have the same id');
  const specs = definition.nodes.map((node, at) => specOf(node, at, types));
  const scopeOf = scopeIndexes(definition.nodes, specs, indexes);
  const edges = compileEdges(definition, indexes, scopeOf);
  const incoming = definition.nodes.map(() => 0);
  const outgoing = definition.nodes.map(() => [] as PlanEdge[]);
  for (const edge of edges) {
    incoming[edge.target] = (incoming[edge.target] ?? 0) + 1;
    outgoing[edge.source]?.push(edge);
  }
  const handles = definition.edges.map(handleOf);
  const nodes = definition.nodes.map((node, index) =>
    compileNode(node, specs[index] as NodeTypeSpec, {
      index,
      scope: scopeOf[index] as number,
      incoming: incoming[index] as number,
      outgoing: outgoing[index] as PlanEdge[],
      handles,
    }),
  );
  const start = definition.nodes.find((_, index) => specs[index]?.role === 'start');
  const inputSchema = schemaOf(start);
  return {
    nodes,
    byId: new Map(nodes.map((node): [string, PlanNode] => [node.id, node])),
    edges,
    scopes: compileScopes(nodes, scopeOf, specs),
    settings: { timeoutMs: runTimeout(start) },
    inputSchema,
    checkInput: inputCheck(inputSchema),
  };
}

function specOf(node: DefinitionNode, at: number, types: NodeTypeRegistry): NodeTypeSpec {
  const spec = types.get(node.type);
  if (spec === undefined) throw broken(`nodes[${at}].type`, `There is no node type "${node.type}"`);
  return spec;
}

function compileEdges(
  definition: Definition,
  indexes: ReadonlyMap<string, number>,
  scopeOf: readonly number[],
): (PlanEdge | PlanErrorEdge)[] {
  return definition.edges.map((edge, index) => {
    const source = indexes.get(edge.source);
    const target = indexes.get(edge.target);
    if (source === undefined || target === undefined)
      throw broken(`edges[${index}]`, 'It leads from or to a node that is not there');
    if (scopeOf[source] !== scopeOf[target]) throw broken(`edges[${index}]`, 'It crosses a scope');
    if (!isErrorHandle(handleOf(edge))) return { index, source, target };
    const errors = edge.data?.errors;
    return { index, source, target, errors: Array.isArray(errors) ? errors.map(String) : null };
  });
}

function schemaOf(start: DefinitionNode | undefined): JsonObject | null {
  const schema = start?.data.input_schema;
  return typeof schema === 'object' && schema !== null && !Array.isArray(schema) ? schema : null;
}

function runTimeout(start: DefinitionNode | undefined): number | null {
  const settings = start?.data.settings;
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) return null;
  return typeof settings.timeout === 'string' ? durationMs(settings.timeout) : null;
}
