import { NodeError } from '@app/engine';
import { evaluate } from '../executor/evaluate.js';
import type { ComputeExecutor } from '../executor/node-executor.js';

/** Sets the variables, and gives them as its output. */
export const assignExecutor: ComputeExecutor = {
  kind: 'compute',
  compute(node, scope, at) {
    const vars = evaluate(node, 'variables', scope, at);
    if (typeof vars !== 'object' || vars === null || Array.isArray(vars))
      throw new NodeError('NODE_DATA_INVALID', '`variables` is not an object.');
    return { output: vars, handles: null, vars };
  },
};
