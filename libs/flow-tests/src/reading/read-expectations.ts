import type { Json, JsonObject } from '@app/definition';
import type { Expectations, TestStatus } from '../expectation/expectations.js';

/** Expectations as they are written and were checked. */
interface Written {
  readonly status?: TestStatus;
  readonly error?: { readonly code?: string; readonly path?: string };
  readonly output?: Json;
  readonly output_contains?: Json;
  readonly holds?: readonly string[];
  readonly path?: {
    readonly ran?: readonly string[];
    readonly did_not_run?: readonly string[];
    readonly only?: readonly string[];
    readonly in_order?: readonly string[];
  };
  readonly duration?: { readonly min?: string; readonly max?: string };
}

/** The expectations of a test that was checked. Where nothing is said, the run is to succeed; where an error is expected, to fail. */
export function readExpectations(written: JsonObject): Expectations {
  const { error, output, output_contains: outputContains, holds = [], path = {}, duration = {} } = written as Written;
  const { status = error === undefined ? 'success' : 'failed' } = written as Written;
  const { ran = [], did_not_run: didNotRun = [], only = null, in_order: inOrder = [] } = path;
  return {
    status,
    error: error ?? {},
    output,
    outputContains,
    holds,
    duration,
    path: { ran, didNotRun, only, inOrder },
  };
}
