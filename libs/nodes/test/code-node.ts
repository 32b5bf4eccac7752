import type { Json, JsonObject } from '@app/definition';
import { NodeError, type Outcome } from '@app/engine';
import { afterAll } from 'vitest';
import { createExecutor, type ExecutorOptions } from '../src/index.js';
import { aScope, AT, planNode } from './plan-node.js';

/** Carries `code` nodes out, in one thread that all tests of a `describe` or a file share. */
export function useCodeNodes(options: ExecutorOptions = {}) {
  const executor = createExecutor({ code: { threads: 1 }, ...options });
  afterAll(() => executor.close());

  const prepare = (data: JsonObject, input: Json = {}) =>
    executor.prepare(planNode('code', data), aScope({ input }), AT);

  const run = async (
    data: JsonObject,
    input: Json = {},
    signal: AbortSignal = new AbortController().signal,
  ): Promise<Outcome> => prepare(data, input).run({ signal, idempotencyKey: 'run-1/n' });

  /** What the code returns. */
  const value = async (source: string, more: JsonObject = {}, input: Json = {}): Promise<Json> =>
    (await run({ source, ...more }, input)).output;

  /** The error with which the code fails its node. */
  const failure = async (source: string, more: JsonObject = {}): Promise<ReturnType<NodeError['toRunError']>> => {
    const error: unknown = await run({ source, ...more }).then(
      () => new Error('It did not fail.'),
      (reason: unknown) => reason,
    );
    if (error instanceof NodeError) return error.toRunError();
    throw error;
  };

  return { executor, prepare, run, value, failure };
}
