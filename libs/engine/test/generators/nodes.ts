import fc from 'fast-check';
import type { Join, RetryPolicy } from '@app/definition';
import { aRetry, type ContainerSketch, type Ending } from '../sketch/sketch.js';

/** What is drawn of a node; indexes are taken modulo what there is. */
export interface RawNode {
  readonly shape: Shape;
  /** Sorts the nodes: where it stands has nothing to do with where its edges lead. */
  readonly position: number;
  /** Which container it is in. */
  readonly parent: number;
  /** Which of its siblings it undoes; null: it is a node of the graph. */
  readonly undoes: number | null;
  readonly join: Join;
  readonly when: boolean | null;
  readonly onError: 'fail' | 'continue';
  readonly retry: RetryPolicy | null;
  readonly repeatable: boolean;
  /** Whether its time is bounded, if it is a container or waits. */
  readonly timed: boolean;
  readonly container: Omit<ContainerSketch, 'kind'>;
  readonly endings: readonly RawEnding[];
  /** How its attempts end in further instances. */
  readonly elsewhere: readonly (readonly RawEnding[])[];
}

/** The kinds of nodes that differ to the interpreter. */
export type Shape = (typeof FLAT_SHAPES)[number][1] | (typeof OTHER_SHAPES)[number][1];

/** How an attempt ends; `choice` has a bit for each handle. */
export interface RawEnding {
  readonly end: Ending['end'];
  readonly choice: number;
  readonly code: string;
  readonly retryable: boolean;
}

/** The codes that scripted nodes fail with, and that filters name. */
export const CODES = ['HTTP_STATUS', 'HTTP_NETWORK', 'NODE_FAILED'] as const;

const FLAT_SHAPES = [
  [18, 'effect'],
  [9, 'compute'],
  [6, 'condition'],
  [3, 'switch'],
  [6, 'wait'],
  [3, 'end'],
  [1, 'fail'],
] as const;

const OTHER_SHAPES = [
  [7, 'map'],
  [6, 'loop'],
  [9, 'group'],
  [4, 'event'],
  [2, 'approval'],
] as const;

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

const endingOf = (...ends: (readonly [number, Ending['end']])[]): fc.Arbitrary<RawEnding> =>
  fc.record({
    end: often(...ends),
    choice: fc.nat({ max: 15 }),
    code: fc.constantFrom(...CODES),
    retryable: often([3, true], [1, false]),
  });

const container = fc.record({
  counts: fc.array(often([1, 0], [2, 1], [4, 2], [3, 3], [2, 4]), { minLength: 1, maxLength: 3 }),
  concurrency: fc.integer({ min: 1, max: 3 }),
  onItemError: fc.constantFrom('fail', 'collect', 'drop'),
  race: often([2, false], [1, true]),
  pauseMs: fc.constantFrom(0, 250),
  breaks: fc.constantFrom('opening', 'asking', 'gathering'),
});

const ofAnyFlow = {
  position: fc.nat({ max: 99 }),
  join,
  onError: often<'fail' | 'continue'>([2, 'fail'], [1, 'continue']),
  retry: retry.map((fields) => (fields === null ? null : aRetry(fields))),
  repeatable: fc.boolean(),
};

/** A node of any shape that needs no container and no people. */
export const flatNode: fc.Arbitrary<RawNode> = fc.record({
  ...ofAnyFlow,
  shape: often<Shape>(...FLAT_SHAPES),
  when: often<boolean | null>([6, null], [2, true], [1, false]),
  endings: fc.array(endingOf([7, 'success'], [3, 'failure'], [1, 'lost']), { minLength: 1, maxLength: 4 }),
  parent: fc.constant(0),
  undoes: fc.constant(null),
  timed: fc.constant(false),
  container: fc.constant({
    counts: [],
    concurrency: 1,
    onItemError: 'fail',
    race: false,
    pauseMs: 0,
    breaks: 'opening',
  }),
  elsewhere: fc.constant([]),
});

/** How much goes wrong, and how much is to be done about it. */
export interface Weather {
  readonly ending: fc.Arbitrary<RawEnding>;
  /** Of so many nodes one is a compensator, one container or wait has its time bounded. */
  readonly undoes: number;
  readonly timed: number;
}

/** One node's failure ends more where there are containers: it must be rarer for anything to happen inside them. */
export const QUIET: Weather = { ending: endingOf([16, 'success'], [3, 'failure'], [1, 'lost']), undoes: 5, timed: 7 };
/** Much fails of which much is undone. */
export const STORMY: Weather = { ending: endingOf([12, 'success'], [4, 'failure'], [1, 'lost']), undoes: 2, timed: 5 };

const oneOf = (count: number): fc.Arbitrary<boolean> => often([count - 1, false], [1, true]);

/** A node of any shape. */
export function anyNode({ ending, undoes, timed }: Weather): fc.Arbitrary<RawNode> {
  return fc.record({
    ...ofAnyFlow,
    shape: often<Shape>(...FLAT_SHAPES, ...OTHER_SHAPES),
    when: often<boolean | null>([20, null], [2, true], [1, false]),
    endings: fc.array(ending, { minLength: 1, maxLength: 4 }),
    parent: fc.nat({ max: 999 }),
    undoes: fc.tuple(oneOf(undoes), fc.nat({ max: 99 })).map(([does, which]) => (does ? which : null)),
    timed: oneOf(timed),
    container,
    elsewhere: fc.array(fc.array(ending, { minLength: 1, maxLength: 2 }), { maxLength: 2 }),
  });
}
