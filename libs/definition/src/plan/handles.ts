import type { DefinitionEdge } from '../definition.js';

/** The handle that an edge leaves from; `out` for a missing one. */
export function handleOf(edge: Pick<DefinitionEdge, 'sourceHandle'>): string {
  return edge.sourceHandle ?? 'out';
}

/** Whether errors leave through the handle. */
export const isErrorHandle = (handle: string): boolean => handle === 'error';

/** Whether the edge is taken however a container ends. */
export const isFinallyHandle = (handle: string): boolean => handle === 'finally';

/** Whether the edge leads to what undoes a node; it is no edge of the graph. */
export const isCompensateHandle = (handle: string): boolean => handle === 'compensate';
