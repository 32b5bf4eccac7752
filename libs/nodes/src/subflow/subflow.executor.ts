import { evaluate } from '../executor/evaluate.js';
import type { SubflowExecutor } from '../executor/node-executor.js';

/** Says which flow is to run, with what. */
export const subflowExecutor: SubflowExecutor = {
  kind: 'subflow',
  child(node, scope, at) {
    const { flow, version = 'published', wait = true } = node.data;
    return {
      flow: flow as string,
      version: version as number | 'published',
      // As the input of a run is that names none.
      input: node.data['input'] === undefined ? {} : evaluate(node, 'input', scope, at),
      wait: wait as boolean,
    };
  },
};
