import { describe, expect, it } from 'vitest';
import { flow, node, simulated } from '../a-simulation.js';
import { lasting, sound, story, task } from './a-pattern.js';

const definition = flow(
  [
    node('reviews', 'map', { items: '["law", "money", "press"]', as: 'side' }),
    task('review', { arguments: ['{{ side }}'] }, 'reviews'),
    task('publish'),
  ],
  'reviews -> publish',
);

describe('13 Multiple Instances with a Priori Design-Time Knowledge: as many as the flow says, joined', () => {
  it.each([
    [1, 2, 3],
    [3, 1, 2],
    [2, 3, 1],
    [3, 3, 3],
  ])('runs three side by side, of %j, %j and %j s, and goes on after the last', async (law, money, press) => {
    const mocks = lasting({
      'reviews[0].review': law,
      'reviews[1].review': money,
      'reviews[2].review': press,
    });
    const result = await simulated(sound(definition), { mocks });
    expect(story(result, 'review').slice(0, 3)).toEqual([0, 1, 2].map((n) => `0s reviews[${n}].review starts`));
    expect(story(result, 'review')).toHaveLength(6);
    expect(story(result, 'publish')).toEqual(['3s publish starts', '3s publish ends']);
    expect(result.status).toBe('success');
  });

  it('gives what they gave in their order, whichever ended first', async () => {
    const mocks = {
      'reviews[0].review': { output: 'sue', delayMs: 2_000 },
      'reviews[1].review': { output: 'save', delayMs: 1_000 },
      'reviews[2].review': { output: 'print', delayMs: 3_000 },
    };
    const { steps } = await simulated(sound(definition), { mocks });
    expect(steps.find(({ path }) => path === 'reviews')?.output).toEqual(
      ['sue', 'save', 'print'].map((review) => ({ review })),
    );
  });
});
