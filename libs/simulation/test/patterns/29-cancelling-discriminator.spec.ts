import { describe, expect, it } from 'vitest';
import { flow, node, simulated } from '../a-simulation.js';
import { lasting, sound, story, task } from './a-pattern.js';

const definition = flow(
  [
    node('first', 'group', { race: true }),
    task('ask', {}, 'first'),
    task('read', {}, 'first'),
    task('search', {}, 'first'),
    task('guess', {}, 'first'),
    task('answer', { arguments: ['{{ nodes.first.output }}'] }),
  ],
  'search -> guess',
  'first -> answer',
);
const ids = ['ask', 'read', 'search', 'guess', 'answer'];

describe('29 Cancelling Discriminator: what follows begins when the first branch has ended, the others are stopped', () => {
  it.each([
    ['ask', { ask: 2, read: 3, search: 1, guess: 2 }, 2, ['read', 'guess']],
    ['read', { ask: 3, read: 1, search: 2, guess: 2 }, 1, ['ask', 'search']],
    ['guess', { ask: 9, read: 9, search: 1, guess: 1 }, 2, ['ask', 'read']],
    ['ask', { ask: 2, read: 2, search: 3, guess: 1 }, 2, ['read', 'search']],
  ])('goes on after %s, of %j', async (winner, seconds, second, stopped) => {
    const mocks = {
      ...lasting({ ...seconds, answer: 5 }),
      [winner]: { output: 'won', delayMs: seconds[winner as 'ask'] * 1_000 },
    };
    const result = await simulated(sound(definition), { mocks });
    const told = story(result, ...ids);
    expect(told.filter((line) => line.endsWith('is cancelled'))).toEqual(
      stopped.map((id) => `${second}s first.${id} is cancelled`),
    );
    expect(told.slice(-2)).toEqual([`${second}s answer starts`, `${second + 5}s answer ends`]);
    expect(result.steps.find(({ path }) => path === 'answer')?.input).toMatchObject({
      arguments: [{ [winner]: 'won' }],
    });
    expect(result).toMatchObject({ status: 'success', duration_ms: (second + 5) * 1_000 });
  });
});
