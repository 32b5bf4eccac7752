import type { FlowSketch, NodeSketch } from '../sketch/sketch.js';
import { closeScope, end } from './closing.js';
import { edgesFrom, isCompensator, nodeAt, scopeOf } from './graph.js';
import { putNode, putScope, type Failure, type Picture } from './picture.js';

/** Whether another attempt is to be made after `failures` of them. The pause is left to the interpreter. */
export function mayTryAgain(
  node: NodeSketch,
  error: { readonly code: string; readonly retryable?: boolean },
  failures: number,
): boolean {
  if (node.container || !node.retry || error.retryable !== true) return false;
  return failures < node.retry.maxAttempts && !node.retry.nonRetryableErrors.includes(error.code);
}

/** The success handles, or the one error edge, that an error takes; null: nothing handles it. */
function handlerOf(flow: FlowSketch, node: NodeSketch, code: string): number[] | null {
  const edges = edgesFrom(flow, node.id);
  if (node.onError === 'continue')
    return edges.flatMap(({ handle, position }) => (node.fallbackHandles.includes(handle) ? [position] : []));
  const first = edges.find(({ handle, errors }) => handle === 'error' && (errors === null || errors.includes(code)));
  return first === undefined ? null : [first.position];
}

/** A node that failed for good: what it takes, and what its scope does if nothing handles the error. */
export function failForGood(flow: FlowSketch, picture: Picture, path: string, error: Failure): Picture {
  const node = nodeAt(flow, path)!;
  const handler = handlerOf(flow, node, error.code);
  const next = putNode(end(flow, picture, path, 'failed', handler ?? []), path, { error });
  if (handler !== null) return next;
  const scope = scopeOf(path);
  if (!isCompensator(flow, node.id)) return closeScope(flow, next, scope, 'failed', error);
  return putScope(next, scope, { undoMissing: [...next.scopes[scope]!.undoMissing, path] });
}
