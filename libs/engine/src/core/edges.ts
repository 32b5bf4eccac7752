import type { PlanEdge, PlanNode } from '@app/definition';

const NONE: readonly PlanEdge[] = [];

/** The edges of these success handles; null: of all. */
export function edgesOfHandles(node: PlanNode, handles: readonly string[] | null): readonly PlanEdge[] {
  if (handles === null) return [...node.byHandle.values()].flat();
  if (handles.length === 1) return node.byHandle.get(handles[0] ?? '') ?? NONE;
  return handles.flatMap((handle) => node.byHandle.get(handle) ?? NONE);
}

/**
 * The edges that a final failure takes: the fallback handles' with `on_error: "continue"`, else
 * the first error edge in order of definition that takes this code; null when it is unhandled.
 */
export function edgesOfError(node: PlanNode, code: string): readonly PlanEdge[] | null {
  if (node.onError === 'continue') return edgesOfHandles(node, node.fallbackHandles);
  const edge = node.errorEdges.find(({ errors }) => errors === null || errors.includes(code));
  return edge === undefined ? null : [edge];
}
