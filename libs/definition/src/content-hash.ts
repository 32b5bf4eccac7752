import type { Definition, DefinitionEdge, DefinitionNode } from './definition.js';
import { sha256 } from './sha256.js';

/** What nodes and edges mean: all that section 1 of the flow language gives a meaning. */
const ofNode = (node: DefinitionNode | null) => pick(node, ['id', 'type', 'data', 'parentId']);
const ofEdge = (edge: DefinitionEdge | null) =>
  pick(edge, ['source', 'target', 'sourceHandle', 'targetHandle', 'data']);

/** Those keys, null where they are missing. What is no object, in a draft, stands for itself. */
function pick<T extends { readonly data?: unknown }>(item: T | null, keys: readonly (keyof T & string)[]): unknown {
  if (typeof item !== 'object' || item === null) return item;
  return Object.fromEntries(keys.map((key) => [key, (key === 'data' ? sorted(item.data) : item[key]) ?? null]));
}

/** An object with its keys in order; what lies below them stays, for there the order may be that of a template. */
function sorted(data: unknown): unknown {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return data;
  return Object.fromEntries(Object.entries(data).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

const list = (value: unknown): readonly never[] => (Array.isArray(value) ? (value as never[]) : []);

/**
 * SHA-256, in hex, of what a definition means: those that hash alike run alike. Layout, looks, edge ids, unknown keys of
 * nodes and edges, and the order of the keys of `data` do not count. The order of nodes and edges does, as it breaks
 * ties, and that of keys within a field of `data`: an object that a template gives has it too.
 */
export function contentHash(definition: Definition): string {
  return sha256(
    JSON.stringify({ nodes: list(definition.nodes).map(ofNode), edges: list(definition.edges).map(ofEdge) }),
  );
}
