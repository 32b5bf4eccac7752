import fc from 'fast-check';

/** Which of the things that can happen next does: an endless list of choices. */
export const schedules: fc.Arbitrary<readonly number[]> = fc.array(fc.nat({ max: 999 }), {
  minLength: 1,
  maxLength: 60,
  size: 'max',
});

/** Something that is done to a run from outside, after so many other events. */
export interface Message {
  readonly after: number;
  readonly type: 'run.cancel_requested' | 'run.timed_out';
}

/** None, one or two messages at any moment. */
export const messages: fc.Arbitrary<readonly Message[]> = fc.oneof(
  { weight: 3, arbitrary: fc.constant([]) },
  {
    weight: 2,
    arbitrary: fc.array(
      fc.record({ after: fc.nat({ max: 25 }), type: fc.constantFrom('run.cancel_requested', 'run.timed_out') }),
      { minLength: 1, maxLength: 2 },
    ),
  },
);
