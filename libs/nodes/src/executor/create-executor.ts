import type { PlanNode } from '@app/definition';
import { NodeError, type Effect, type Executor } from '@app/engine';
import { NODE_TYPES } from '../registry.js';
import type { ExecutorOptions } from './executor-options.js';
import type { NodeExecutor } from './node-executor.js';
import { checkOutput } from './output-limit.js';
import { toNodeError } from './to-node-error.js';

const DEFAULT_MAX_OUTPUT_BYTES = 10 * 1024 * 1024;

/**
 * The engine's executor over the registry of node types. One for a process: it holds the
 * connections that its `http` nodes share, and the threads of its `code` nodes, until `close`, which
 * breaks off what is under way.
 */
export function createExecutor(options: ExecutorOptions = {}): Executor & { close(): Promise<void> } {
  const maxBytes = options.maxOutputBytes ?? DEFAULT_MAX_OUTPUT_BYTES;
  const executors = new Map(
    NODE_TYPES.map((type) => [type.spec.type, type.create({ ...options, maxOutputBytes: maxBytes })]),
  );

  function of<K extends NodeExecutor['kind']>(node: PlanNode, kind: K): Extract<NodeExecutor, { kind: K }> {
    const executor = executors.get(node.type);
    if (executor?.kind !== kind)
      throw new NodeError('NODE_FAILED', `There is no ${kind} node type "${node.type}".`, { retryable: false });
    return executor as Extract<NodeExecutor, { kind: K }>;
  }

  return {
    compute: coded((node, scope, at) => {
      const outcome = of(node, 'compute').compute(node, scope, at);
      checkOutput(outcome.output, maxBytes);
      return outcome;
    }),
    prepare: coded((node, scope, at): Effect => {
      const effect = of(node, 'effect').prepare(node, scope, at);
      return {
        input: effect.input,
        async run(call) {
          const outcome = await effect.run(call);
          checkOutput(outcome.output, maxBytes);
          return outcome;
        },
      };
    }),
    until: coded((node, scope, at) => of(node, 'wait').until(node, scope, at)),
    open: coded((node, scope, at) => of(node, 'container').open(node, scope, at)),
    goesOn: coded((node, scope, at, turn) => of(node, 'container').goesOn(node, scope, at, turn)),
    awaitEvent: coded((node, scope, at) => of(node, 'event').awaitEvent(node, scope, at)),
    matches: coded((node, scope, at) => of(node, 'event').matches(node, scope, at)),
    awaitApproval: coded((node, scope, at) => of(node, 'approval').awaitApproval(node, scope, at)),
    child: coded((node, scope, at) => of(node, 'subflow').child(node, scope, at)),
    call: coded((node, scope, at) => of(node, 'call').call(node, scope, at)),
    gather(_node, output) {
      checkOutput(output, maxBytes);
      return { output, handles: null };
    },
    async close() {
      const effects = [...executors.values()].filter((executor) => executor.kind === 'effect');
      await Promise.all(effects.map((executor) => executor.close()));
    },
  };
}

/** Whatever is thrown is a NodeError then. */
function coded<Arguments extends unknown[], Result>(work: (...args: Arguments) => Result) {
  return (...args: Arguments): Result => {
    try {
      return work(...args);
    } catch (error) {
      throw toNodeError(error);
    }
  };
}
