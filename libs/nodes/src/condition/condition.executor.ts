import { truthy } from '@app/definition';
import type { Outcome } from '@app/engine';
import { evaluate } from '../executor/evaluate.js';
import type { ComputeExecutor } from '../executor/node-executor.js';

const HOLDS: Outcome = { output: true, handles: ['true'] };
const HOLDS_NOT: Outcome = { output: false, handles: ['false'] };

/** Chooses `true` or `false`. */
export const conditionExecutor: ComputeExecutor = {
  kind: 'compute',
  compute: (node, scope, at) => (truthy(evaluate(node, 'expression', scope, at)) ? HOLDS : HOLDS_NOT),
};
