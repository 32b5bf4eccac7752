import { describe, expect, it } from 'vitest';
import { flow, node, simulated } from '../a-simulation.js';
import { lasting, sound, story, task } from './a-pattern.js';

const definition = flow(
  [task('order'), node('answer', 'end', { output: 'ordered' }), task('ship'), task('survey'), task('complain')],
  'order -> answer',
  'order -> ship',
  'order -> survey',
  'ship:error -> complain',
);

describe('11 Implicit Termination: a run ends when nothing is left to be done', () => {
  it.each([
    [{ order: 1, ship: 5, survey: 9 }, 10_000],
    [{ order: 1, ship: 9, survey: 5 }, 10_000],
    [{ order: 1, ship: 1, survey: 1 }, 2_000],
  ])('ends with the last of %j, although its end node was reached long before', async (seconds, duration) => {
    const result = await simulated(sound(definition), { mocks: lasting(seconds) });
    expect(result).toMatchObject({ status: 'success', output: 'ordered', duration_ms: duration });
    expect(story(result, 'answer')).toEqual(['1s answer ends']);
    expect(story(result, 'ship', 'survey').filter((line) => line.endsWith('ends'))).toHaveLength(2);
    expect(result.events.at(-1)).toMatchObject({ type: 'run.succeeded' });
  });
});
