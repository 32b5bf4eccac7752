import type { LogLine } from '@app/engine';
import { evaluate } from '../executor/evaluate.js';
import type { ComputeExecutor } from '../executor/node-executor.js';
import { text } from '../executor/text.js';

const MAX_CHARACTERS = 16_384;

/** Writes one line, and gives it as its output. */
export const logExecutor: ComputeExecutor = {
  kind: 'compute',
  compute(node, scope, at) {
    const level = (node.data['level'] as LogLine['level'] | undefined) ?? 'info';
    const full = text(evaluate(node, 'message', scope, at));
    const message = full.length > MAX_CHARACTERS ? `${full.slice(0, MAX_CHARACTERS).toWellFormed()}…` : full;
    return { output: { level, message }, handles: null, log: [{ level, message }] };
  },
};
