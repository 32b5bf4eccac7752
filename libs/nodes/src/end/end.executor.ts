import { evaluate } from '../executor/evaluate.js';
import type { ComputeExecutor } from '../executor/node-executor.js';

/** Gives the value of `output`; null where it is missing. */
export const endExecutor: ComputeExecutor = {
  kind: 'compute',
  compute: (node, scope, at) => ({ output: evaluate(node, 'output', scope, at), handles: null }),
};
