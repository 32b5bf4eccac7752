import { describe, expect, it } from 'vitest';
import { flow, node, simulated } from '../a-simulation.js';
import { lasting, sound, story, task } from './a-pattern.js';

const reviewers = ['ada', 'grace', 'alan'];
// The race has one leaf: the join.
const definition = flow(
  [
    node('reviews', 'group', { race: true }),
    task('ada', {}, 'reviews'),
    task('grace', {}, 'reviews'),
    task('alan', {}, 'reviews'),
    node('two', 'transform', { output: 2, join: { n_of_m: 2 } }, 'reviews'),
    task('publish'),
  ],
  'ada -> two',
  'grace -> two',
  'alan -> two',
  'reviews -> publish',
);

describe('32 Cancelling Partial Join: what follows begins when n of m branches have ended, the others are stopped', () => {
  it.each([
    [{ ada: 1, grace: 2, alan: 9 }, 2, 'alan'],
    [{ ada: 1, grace: 9, alan: 3 }, 3, 'grace'],
    [{ ada: 9, grace: 4, alan: 3 }, 4, 'ada'],
  ])('of %j it begins at %j s, and stops %s', async (seconds, second, stopped) => {
    const result = await simulated(sound(definition), { mocks: lasting({ ...seconds, publish: 1 }) });
    expect(story(result, ...reviewers, 'publish').slice(-3)).toEqual([
      `${second}s reviews.${stopped} is cancelled`,
      `${second}s publish starts`,
      `${second + 1}s publish ends`,
    ]);
    expect(story(result, ...reviewers).filter((line) => line.endsWith('ends'))).toHaveLength(2);
    expect(result.status).toBe('success');
  });
});
