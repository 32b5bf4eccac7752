import type { DefinitionEdge } from '../definition.js';
import type { Json, JsonObject } from '../json.js';

/** The parts of a node that mean something; section 1 of the flow language. */
export const NODE_MEANING: readonly string[] = ['id', 'type', 'parentId', 'data'];

/** The parts of an edge that mean something. */
export const EDGE_MEANING: readonly string[] = ['source', 'sourceHandle', 'target', 'targetHandle', 'data'];

/** Those parts of an item; null and nothing mean the same. */
export function only(item: object, names: readonly string[]): JsonObject {
  const fields = item as JsonObject;
  return Object.fromEntries(names.filter((name) => fields[name] != null).map((name) => [name, fields[name] as Json]));
}

/** An object without those parts. */
export function without(item: object, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(item as JsonObject).filter(([name]) => !names.includes(name)));
}

/** What an edge connects, as a key: a missing handle is `out`. */
export function connection({ source, sourceHandle, target, targetHandle }: DefinitionEdge): string {
  return JSON.stringify([source, sourceHandle ?? 'out', target, targetHandle ?? null]);
}

/** All that an edge means, as a key. */
export function edgeMeaning(edge: DefinitionEdge): string {
  const data = Object.entries(edge.data ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([connection(edge), edge.sourceHandle ?? null, data]);
}
