import { evaluate } from '../executor/evaluate.js';
import type { ComputeExecutor } from '../executor/node-executor.js';

/** Gives the value of `output`. */
export const transformExecutor: ComputeExecutor = {
  kind: 'compute',
  compute: (node, scope, at) => ({ output: evaluate(node, 'output', scope, at), handles: null }),
};
