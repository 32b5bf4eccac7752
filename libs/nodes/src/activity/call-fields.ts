import type { ExpressionScope, Json, PlanNode } from '@app/definition';
import { NodeError } from '@app/engine';
import { evaluate } from '../executor/evaluate.js';
import { isName } from './check-call.js';

/** Bytes of JSON that all arguments of one call may have: half of what Temporal takes. */
export const MAX_ARGUMENTS_BYTES = 1024 * 1024;

/** Each is a payload of its own, with what Temporal says about it. */
const MAX_ARGUMENTS = 100;

const invalid = (message: string): NodeError => new NodeError('NODE_DATA_INVALID', message);

/**
 * The task queue, with its expressions put in.
 * @param own the queue of Millrace's workers, on which nobody else's code is
 * @throws NodeError NODE_DATA_INVALID
 */
export function taskQueue(node: PlanNode, scope: ExpressionScope, at: number, own: string | undefined): string {
  const queue = evaluate(node, 'task_queue', scope, at);
  if (!isName(queue)) throw invalid('`task_queue` is not the name of a task queue.');
  if (queue === own) throw invalid('`task_queue` is that of the workers of Millrace itself.');
  return queue;
}

/**
 * The arguments: a list is the list of them, anything else the only one.
 * @throws NodeError CALL_ARGUMENTS_TOO_LARGE, NODE_DATA_INVALID
 */
export function callArguments(node: PlanNode, scope: ExpressionScope, at: number): readonly Json[] {
  if (node.data['arguments'] === undefined) return [];
  const value = evaluate(node, 'arguments', scope, at);
  const list = Array.isArray(value) ? value : [value];
  if (list.length > MAX_ARGUMENTS)
    throw invalid(`\`arguments\` are ${list.length}; ${MAX_ARGUMENTS} are allowed. One argument may be a list.`);
  const bytes = Buffer.byteLength(JSON.stringify(list));
  if (bytes > MAX_ARGUMENTS_BYTES) {
    throw new NodeError('CALL_ARGUMENTS_TOO_LARGE', `The arguments have ${bytes} bytes of JSON.`, {
      details: { bytes, max_bytes: MAX_ARGUMENTS_BYTES },
    });
  }
  return list;
}
