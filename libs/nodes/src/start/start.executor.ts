import type { ComputeExecutor } from '../executor/node-executor.js';

/** Gives the run's input, as it is. */
export const startExecutor: ComputeExecutor = {
  kind: 'compute',
  compute: (_node, scope) => ({ output: scope.input, handles: null }),
};
