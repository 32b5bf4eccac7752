import { NodeError } from '@app/engine';
import { evaluate } from '../executor/evaluate.js';
import type { ComputeExecutor } from '../executor/node-executor.js';
import { checkOutput } from '../executor/output-limit.js';
import { text } from '../executor/text.js';

const CODE = /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/;
const MAX_MESSAGE_CHARACTERS = 4096;
const MAX_DETAILS_BYTES = 65_536;

/** Throws the error that the node describes. */
export const failExecutor: ComputeExecutor = {
  kind: 'compute',
  compute(node, scope, at) {
    const code = text(evaluate(node, 'code', scope, at)) || 'FLOW_FAILED';
    if (!CODE.test(code))
      throw new NodeError(
        'NODE_DATA_INVALID',
        '`code` is not a code: letters, digits, `_`, `.` and `-`, beginning with a letter, at most 64 characters.',
      );
    const message = text(evaluate(node, 'message', scope, at)) || 'The flow ended with an error.';
    const details = evaluate(node, 'details', scope, at);
    checkOutput(details, MAX_DETAILS_BYTES);
    throw new NodeError(code, message.slice(0, MAX_MESSAGE_CHARACTERS).toWellFormed(), {
      retryable: false,
      ...(details === null ? {} : { details }),
    });
  },
};
