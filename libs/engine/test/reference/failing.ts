import type { RunError } from '../../src/core/state.js';
import type { FlowSketch, NodeSketch } from '../sketch/sketch.js';
import type { NodePicture } from './picture.js';

/** Whether another attempt is to be made after `failures` of them. The pause is left to the interpreter. */
export function mayTryAgain(node: NodeSketch, error: RunError, failures: number): boolean {
  if (!node.retry || error.retryable !== true) return false;
  return failures < node.retry.maxAttempts && !node.retry.nonRetryableErrors.includes(error.code);
}

/** Positions of the edges that a node which chose these handles takes. */
export function edgesOf(node: NodeSketch, handles: readonly string[], flow: FlowSketch): number[] {
  return flow.edges.flatMap((edge, position) =>
    edge.source === node.id && edge.handle !== 'error' && handles.includes(edge.handle) ? [position] : [],
  );
}

/** The first error edge that matches, in order of definition. */
function errorEdge(node: NodeSketch, code: string, flow: FlowSketch): number | null {
  const position = flow.edges.findIndex(
    (edge) =>
      edge.source === node.id && edge.handle === 'error' && (edge.errors === null || edge.errors.includes(code)),
  );
  return position === -1 ? null : position;
}

/** A node that failed for good: what it takes, and whether its error is handled. */
export function failForGood(
  node: NodeSketch,
  was: NodePicture,
  code: string,
  flow: FlowSketch,
): { now: NodePicture; handled: boolean } {
  const failed = { ...was, status: 'failed' as const };
  if (node.onError === 'continue') {
    return { now: { ...failed, takes: edgesOf(node, node.fallbackHandles, flow) }, handled: true };
  }
  const handler = errorEdge(node, code, flow);
  return handler === null ? { now: failed, handled: false } : { now: { ...failed, takes: [handler] }, handled: true };
}
