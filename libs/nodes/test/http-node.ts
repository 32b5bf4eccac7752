import type { Json, JsonObject } from '@app/definition';
import { NodeError, type Effect } from '@app/engine';
import { onTestFinished } from 'vitest';
import { createExecutor, type ExecutorOptions } from '../src/index.js';
import { aScope, AT, planNode } from './plan-node.js';

/** How a call ended. */
export interface HttpOutput {
  readonly status: number;
  readonly headers: JsonObject;
  readonly body: Json;
}

/** Carries `http` nodes out until the test has finished; loopback may be called. */
export function httpNodes(options: ExecutorOptions = {}) {
  const executor = createExecutor({ ...options, http: { allowPrivateAddresses: true, ...options.http } });
  onTestFinished(() => executor.close());

  const prepare = (data: JsonObject, input: Json = {}): Effect =>
    executor.prepare(planNode('http', data), aScope({ input }), AT);

  const call = async (
    data: JsonObject,
    input: Json = {},
    signal: AbortSignal = new AbortController().signal,
  ): Promise<HttpOutput> => {
    const outcome = await prepare(data, input).run({ signal, idempotencyKey: 'run-1/n' });
    return outcome.output as unknown as HttpOutput;
  };

  /** The error with which a call fails. */
  const failure = async (data: JsonObject, input: Json = {}): Promise<ReturnType<NodeError['toRunError']>> => {
    const error: unknown = await Promise.resolve()
      .then(() => call(data, input))
      .then(
        () => new Error('It did not fail.'),
        (reason: unknown) => reason,
      );
    if (error instanceof NodeError) return error.toRunError();
    throw error;
  };

  return { executor, prepare, call, failure };
}
