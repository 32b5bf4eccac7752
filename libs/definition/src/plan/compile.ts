import type { Definition, DefinitionNode } from '../definition.js';
import type { NodeTypeRegistry, NodeTypeSpec } from '../node-type/node-type-spec.js';
import { topology } from '../graph/topology.js';
import { inputCheck } from '../schema/input-check.js';
import type { JsonObject } from '../json.js';
import { broken } from './broken.js';
import { compileNode } from './compile-node.js';
import { compileScopes, openedScopes, scopeIndexes } from './compile-scopes.js';
import { masksOf } from './masks.js';
import type { Plan, PlanEdge, PlanErrorEdge, PlanNode } from './plan.js';
import { handleOf, isCompensateHandle, isErrorHandle } from './handles.js';
import { runSettings } from './run-settings.js';

/**
 * Turns a definition that has no problem of severity `error` into what the interpreter runs.
 * It does not look for problems: those that `validate` would find may go unnoticed here.
 * @throws AppError FLOW_HAS_PROBLEMS where nothing can be made of it
 */
export function compile(definition: Definition, types: NodeTypeRegistry): Plan {
  const indexes = new Map(definition.nodes.map((node, index) => [node.id, index]));
  if (indexes.size !== definition.nodes.length) throw broken('nodes', 'Two nodes have the same id');
  const specs = definition.nodes.map((node, at) => specOf(node, at, types));
  const opened = openedScopes(specs);
  const scopeOf = scopeIndexes(definition.nodes, opened, indexes);
  const handles = definition.edges.map(handleOf);
  const edges = compileEdges(definition, indexes, scopeOf);
  const undo = compensations(edges, handles);
  const { order } = topology(
    definition.nodes.length,
    edges.map(({ source, target }) => [source, target] as const),
  );
  if (order.length < definition.nodes.length) throw broken('edges', 'They lead in a circle');
  const incoming = definition.nodes.map(() => 0);
  const outgoing = definition.nodes.map(() => [] as PlanEdge[]);
  for (const edge of edges) {
    if (isCompensateHandle(handles[edge.index] ?? '')) continue;
    incoming[edge.target] = (incoming[edge.target] ?? 0) + 1;
    outgoing[edge.source]?.push(edge);
  }
  const masks = masksOf(definition);
  const byId = new Map<string, PlanNode>();
  const nodes = definition.nodes.map((node, index) => {
    const planned = compileNode(node, specs[index] as NodeTypeSpec, {
      index,
      scope: scopeOf[index] as number,
      incoming: incoming[index] as number,
      outgoing: outgoing[index] as PlanEdge[],
      handles,
      opens: opened.get(index) ?? null,
      compensator: undo.by.get(index) ?? null,
      compensates: undo.of.get(index) ?? null,
      masks,
      parent: byId.get(node.parentId ?? ''),
    });
    byId.set(node.id, planned);
    return planned;
  });
  const start = definition.nodes.find((_, index) => specs[index]?.role === 'start');
  const inputSchema = schemaOf(start);
  return {
    nodes,
    byId,
    edges,
    scopes: compileScopes(nodes, scopeOf),
    settings: runSettings(start),
    masks: masks !== null,
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

/** Which node undoes which: `by` from the undone one, `of` from the compensator. @throws AppError FLOW_HAS_PROBLEMS */
function compensations(
  edges: readonly PlanEdge[],
  handles: readonly string[],
): Record<'by' | 'of', Map<number, number>> {
  const undo = { by: new Map<number, number>(), of: new Map<number, number>() };
  for (const { index, source, target } of edges.filter((edge) => isCompensateHandle(handles[edge.index] ?? ''))) {
    if (undo.by.has(source) || undo.of.has(target))
      throw broken(`edges[${index}]`, 'A node is undone by one node, which undoes nothing else');
    undo.by.set(source, target);
    undo.of.set(target, source);
  }
  return undo;
}

function schemaOf(start: DefinitionNode | undefined): JsonObject | null {
  const schema = start?.data.input_schema;
  return typeof schema === 'object' && schema !== null && !Array.isArray(schema) ? schema : null;
}
