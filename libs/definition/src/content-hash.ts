import type { Definition, DefinitionEdge, DefinitionNode } from './definition.js';
import { sha256 } from './sha256.js';

/** What nodes and edges mean: all that section 1 of the flow language gives a meaning. */
const ofNode = (node: DefinitionNode | null) => pick(node, ['id', 'type', 'data', 'parentId']);
const ofEdge = (edge: DefinitionEdge | null) =>
  pick(edge, ['source', 'target', 'sourceHandle', 'targetHandle', 'data']);

/** Those keys, null where they are missing. What is no object, in a draft, stands for itself. */
function pick<T extends object>(item: T | null, keys: readonly (keyof T & string)[]): unknown {
  if (typeof item !== 'object' || item === null) return item;
  return Object.fromEntries(keys.map((key) => [key, item[key] ?? null]));
}

const list = (value: unknown): readonly never[] => (Array.isArray(value) ? (value as never[]) : []);

/**
 * SHA-256, in hex, of what a definition means: two that run alike hash alike. Layout, looks, edge ids, unknown keys of
 * nodes and edges, and the order of keys do not count; the order of nodes and edges does, as it breaks ties.
 */
export function contentHash(definition: Definition): string {
  return sha256(canonical({ nodes: list(definition.nodes).map(ofNode), edges: list(definition.edges).map(ofEdge) }));
}

/** JSON with the keys of every object in order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
}
