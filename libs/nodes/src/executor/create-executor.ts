import type { PlanNode } from '@app/definition';
import { NodeError, type Effect, type Executor } from '@app/engine';
import { NODE_TYPES } from '../registry.js';
import type { ExecutorOptions } from './executor-options.js';
import type { NodeExecutor } from './node-executor.js';
import { checkOutput } from './output-limit.js';
import { toNodeError } from './to-node-error.js';

const DEFAULT_MAX_OUTPUT_BYTES = 1024 * 1024;

/**
 * The engine's executor over the registry of node types. One for a process: it holds the
 * connections that its `http` nodes share, until `close`, which breaks off what is under way.
 */
export function createExecutor(options: ExecutorOptions = {}): Executor & { close(): Promise<void> } {
  const maxBytes = options.maxOutputBytes ?? DEFAULT_MAX_OUTPUT_BYTES;
  const executors = new Map(NODE_TYPES.map((type) => [type.spec.type, type.create(options)]));

  function of<K extends NodeExecutor['kind']>(node: PlanNode, kind: K): Extract<NodeExecutor, { kind: K }> {
    const executor = executors.get(node.type);
    if (executor?.kind !== kind)
      throw new NodeError('NODE_FAILED', `There is no ${kind} node type "${node.type}".`, { retryable: false });
    return executor as Extract<NodeExecutor, { kind: K }>;
  }

  return {
    compute(node, scope, at) {
      try {
        const outcome = of(node, 'compute').compute(node, scope, at);
        checkOutput(outcome.output, maxBytes);
        return outcome;
      } catch (error) {
        throw toNodeError(error);
      }
    },
    prepare(node, scope, at): Effect {
      try {
        const effect = of(node, 'effect').prepare(node, scope, at);
        return {
          input: effect.input,
          async run(call) {
            const outcome = await effect.run(call);
            checkOutput(outcome.output, maxBytes);
            return outcome;
          },
        };
      } catch (error) {
        throw toNodeError(error);
      }
    },
    until(node, scope, at) {
      try {
        return of(node, 'wait').until(node, scope, at);
      } catch (error) {
        throw toNodeError(error);
      }
    },
    async close() {
      const effects = [...executors.values()].filter((executor) => executor.kind === 'effect');
      await Promise.all(effects.map((executor) => executor.close()));
    },
  };
}
