import type { DefinitionEdge } from '../definition.js';

/** The handle that an edge leaves from; `out` for a missing one. */
export function handleOf(edge: Pick<DefinitionEdge, 'sourceHandle'>): string {
  return edge.sourceHandle ?? 'out';
}

/** Whether errors leave through the handle. */
export const isErrorHandle = (handle: string): boolean => handle === 'error';
