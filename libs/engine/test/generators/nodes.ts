import fc from 'fast-check';
import type { Join, RetryPolicy } from '@app/definition';
import { aRetry, type Ending } from '../sketch/sketch.js';

/** What is drawn of a node; indexes are taken modulo what there is. */
export interface RawNode {
  readonly shape: Shape;
  /** Sorts the nodes: where it stands has nothing to do with where its edges lead. */
  readonly position: number;
  readonly join: Join;
  readonly when: boolean | null;
  readonly onError: 'fail' | 'continue';
  readonly retry: RetryPolicy | null;
  readonly repeatable: boolean;
  readonly endings: readonly RawEnding[];
}

/** The kinds of nodes that differ to the interpreter. */
export type Shape = 'effect' | 'compute' | 'condition' | 'switch' | 'wait' | 'end' | 'fail';

/** How an attempt ends; `choice` has a bit for each handle. */
export interface RawEnding {
  readonly end: Ending['end'];
  readonly choice: number;
  readonly code: string;
  readonly retryable: boolean;
}

/** The codes that scripted nodes fail with, and that filters name. */
export const CODES = ['HTTP_STATUS', 'HTTP_NETWORK', 'NODE_FAILED'] as const;

const often = <T>(...pairs: readonly (readonly [number, T])[]): fc.Arbitrary<T> =>
  fc.oneof(...pairs.map(([weight, value]) => ({ weight, arbitrary: fc.constant(value) })));

const join = fc.oneof<fc.WeightedArbitrary<Join>[]>(
  { weight: 3, arbitrary: fc.constant('all_done') },
  { weight: 2, arbitrary: fc.constantFrom('all_success', 'any') },
  { weight: 1, arbitrary: fc.record({ n_of_m: fc.integer({ min: 1, max: 3 }) }) },
);

const retry = fc.option(
  fc.record({
    maxAttempts: fc.integer({ min: 1, max: 4 }),
    jitter: fc.constantFrom(0, 0.5, 1),
    nonRetryableErrors: fc.subarray([...CODES, 'NODE_OUTCOME_UNKNOWN'], { maxLength: 1 }),
  }),
  { freq: 2, nil: null },
);

const ending: fc.Arbitrary<RawEnding> = fc.record({
  end: often<Ending['end']>([7, 'success'], [3, 'failure'], [1, 'lost']),
  choice: fc.nat({ max: 15 }),
  code: fc.constantFrom(...CODES),
  retryable: often([3, true], [1, false]),
});

/** A node of any shape. */
export const rawNode: fc.Arbitrary<RawNode> = fc.record({
  shape: often<Shape>(
    [18, 'effect'],
    [9, 'compute'],
    [6, 'condition'],
    [3, 'switch'],
    [6, 'wait'],
    [3, 'end'],
    [1, 'fail'],
  ),
  position: fc.nat({ max: 99 }),
  join,
  when: often<boolean | null>([6, null], [2, true], [1, false]),
  onError: often<'fail' | 'continue'>([2, 'fail'], [1, 'continue']),
  retry: retry.map((fields) => (fields === null ? null : aRetry(fields))),
  repeatable: fc.boolean(),
  endings: fc.array(ending, { minLength: 1, maxLength: 4 }),
});
