import { durationMs } from '@app/definition';
import type { ExecutorOptions } from '../executor/executor-options.js';
import type { CallExecutor } from '../executor/node-executor.js';
import { callArguments, taskQueue } from './call-fields.js';

/** Says which activity is to be called, with what. */
export function activityExecutor({ ownTaskQueue }: ExecutorOptions): CallExecutor {
  return {
    kind: 'call',
    call(node, scope, at) {
      const heartbeat = node.data['heartbeat_timeout'];
      return {
        kind: 'activity',
        name: String(node.data['activity']),
        task_queue: taskQueue(node, scope, at, ownTaskQueue),
        arguments: callArguments(node, scope, at),
        heartbeat_timeout_ms: typeof heartbeat === 'string' ? durationMs(heartbeat) : null,
        timeout_ms: node.timeoutMs,
        wait: true,
      };
    },
  };
}
