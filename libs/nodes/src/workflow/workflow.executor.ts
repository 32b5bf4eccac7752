import { callArguments, taskQueue } from '../activity/call-fields.js';
import type { ExecutorOptions } from '../executor/executor-options.js';
import type { CallExecutor } from '../executor/node-executor.js';

/** Says which workflow is to be started, with what. */
export function workflowExecutor({ ownTaskQueue }: ExecutorOptions): CallExecutor {
  return {
    kind: 'call',
    call(node, scope, at) {
      const { wait = true } = node.data;
      return {
        kind: 'workflow',
        name: String(node.data['workflow']),
        task_queue: taskQueue(node, scope, at, ownTaskQueue),
        arguments: callArguments(node, scope, at),
        heartbeat_timeout_ms: null,
        timeout_ms: wait === true ? node.timeoutMs : null,
        wait: wait as boolean,
      };
    },
  };
}
