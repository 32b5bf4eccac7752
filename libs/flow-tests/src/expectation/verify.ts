import { durationMs } from '@app/definition';
import type { SimulationResult } from '@app/simulation';
import { checkHolds } from './check-holds.js';
import { checkPath } from './check-path.js';
import { differences } from './differences.js';
import { durationText } from './duration-text.js';
import type { Expectations } from './expectations.js';
import type { Given } from './given.js';
import { failure, type Failure, MAX_FAILURES } from './failure.js';

/** All that came out otherwise than expected; none: the test passed. */
export async function verify(expected: Expectations, result: SimulationResult, given: Given): Promise<Failure[]> {
  const { output, outputContains } = expected;
  return [
    ...checkStatus(expected, result),
    ...checkError(expected, result),
    ...(output === undefined ? [] : differences(output, result.output, 'expect.output', 'exactly')),
    ...(outputContains === undefined
      ? []
      : differences(outputContains, result.output, 'expect.output_contains', 'contains')),
    ...(await checkHolds(expected.holds, result, given)),
    ...checkPath(expected.path, result),
    ...checkDuration(expected.duration, result.duration_ms),
  ].slice(0, MAX_FAILURES);
}

function checkStatus(expected: Expectations, { status, error, waiting_for }: SimulationResult): Failure[] {
  if (status === expected.status) return [];
  const waits = waiting_for.map(({ path, type }) => `${path} (${type})`).join(', ');
  const why = status === 'waiting' ? `, for ${waits}` : error === null ? '' : `, with ${error.code}: ${error.message}`;
  return [failure('expect.status', `is ${status}${why}; expected ${expected.status}`, expected.status, status)];
}

function checkError({ error: expected }: Expectations, { error }: SimulationResult): Failure[] {
  return (['code', 'path'] as const).flatMap((field) => {
    const [wanted, actual] = [expected[field], error?.[field] ?? null];
    if (wanted === undefined || wanted === actual) return [];
    const message = `is ${actual ?? 'not there'}, expected ${wanted}`;
    return [failure(`expect.error.${field}`, message, wanted, actual)];
  });
}

function checkDuration({ min, max }: Expectations['duration'], actual: number): Failure[] {
  const is = durationText(actual);
  const isShort = min !== undefined && actual < (durationMs(min) ?? 0);
  const isLong = max !== undefined && actual > (durationMs(max) ?? Infinity);
  return [
    ...(isShort ? [failure('expect.duration.min', `is ${is}, expected at least ${min}`, min, is)] : []),
    ...(isLong ? [failure('expect.duration.max', `is ${is}, expected at most ${max}`, max, is)] : []),
  ];
}
