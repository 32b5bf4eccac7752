import { truthy } from '@app/definition';
import { NodeError } from '@app/engine';
import { evaluate } from '../executor/evaluate.js';
import type { ContainerExecutor } from '../executor/node-executor.js';

/** How many turns a loop may have where its `max_iterations` is missing. */
export const DEFAULT_MAX_ITERATIONS = 100;

/** Goes on while `while` holds, or until `until` does. */
export const loopExecutor: ContainerExecutor = {
  kind: 'container',
  open: () => null,
  goesOn(node, scope, at, turn) {
    const { max_iterations: most = DEFAULT_MAX_ITERATIONS } = node.data;
    const go =
      node.data['while'] === undefined
        ? turn === 0 || !truthy(evaluate(node, 'until', scope, at))
        : truthy(evaluate(node, 'while', scope, at));
    if (go && turn >= (most as number)) {
      throw new NodeError('LOOP_LIMIT', `The loop would go on after ${String(most)} turns, the most it may have.`, {
        details: { max_iterations: most },
      });
    }
    return go;
  },
};
