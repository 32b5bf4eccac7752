import { expect, it } from 'vitest';
import { Backoff } from './backoff.js';

it('pauses grow up to the longest, failures within a pause count as one, and a success ends them', () => {
  let now = 0;
  const backoff = new Backoff(100, 300, () => now);
  const pauses: number[] = [];
  for (now of [0, 50, 100, 300, 600]) {
    backoff.fail();
    pauses.push(backoff.pauseMs);
  }
  backoff.succeed();
  expect([...pauses, backoff.pauseMs]).toEqual([100, 100, 200, 300, 300, 0]);
});
