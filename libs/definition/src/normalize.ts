import type { Definition } from './definition.js';

/** What an editor keeps in nodes and edges for the moment only. */
const TRANSIENT: ReadonlySet<string> = new Set(['measured', 'selected', 'dragging', 'resizing', 'positionAbsolute']);

/**
 * The definition as it is saved: without what an editor keeps in it for the moment. All else is as it was;
 * a draft that has not the shape of a definition is taken as it is.
 */
export function normalize<T extends Pick<Definition, 'nodes' | 'edges'>>(definition: T): T {
  const { nodes, edges } = definition;
  return {
    ...definition,
    ...(Array.isArray(nodes) ? { nodes: nodes.map(withoutTransient) } : {}),
    ...(Array.isArray(edges) ? { edges: edges.map(withoutTransient) } : {}),
  };
}

function withoutTransient<T>(item: T): T {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
  if (!Object.keys(item).some((key) => TRANSIENT.has(key))) return item;
  return Object.fromEntries(Object.entries(item).filter(([key]) => !TRANSIENT.has(key))) as T;
}
