import { expect, it } from 'vitest';
import { type Fate, fateOf, type WorkflowState } from './workflow-fate.js';

it.each<[WorkflowState, Fate]>([
  ['RUNNING', 'goes on'],
  ['CONTINUED_AS_NEW', 'goes on'],
  ['UNKNOWN', 'goes on'],
  ['GONE', 'start again'],
  ['COMPLETED', 'start again'],
  ['FAILED', 'start again'],
  ['TIMED_OUT', 'start again'],
  ['TERMINATED', 'terminated'],
  ['CANCELLED', 'cancelled'],
])('an open run whose workflow is %s: %s', (state, fate) => {
  expect(fateOf(state)).toBe(fate);
});
