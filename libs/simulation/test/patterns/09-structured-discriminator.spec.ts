import { describe, expect, it } from 'vitest';
import { flow, node, simulated } from '../a-simulation.js';
import { lasting, sound, story, task } from './a-pattern.js';

const branches = (parentId?: string) => [
  task('pulse', {}, parentId),
  task('breath', {}, parentId),
  task('treat', { join: 'any' }, parentId),
];
const edges = ['pulse -> treat', 'breath -> treat'];

describe('9 Structured Discriminator: what follows begins when the first branch has ended, the others change nothing', () => {
  it.each([
    [{ pulse: 1, breath: 3 }, 1],
    [{ pulse: 3, breath: 1 }, 1],
    [{ pulse: 2, breath: 2 }, 2],
  ])('of %j it begins once, and lets the other end', async (seconds, second) => {
    const result = await simulated(sound(flow(branches(), ...edges)), { mocks: lasting({ ...seconds, treat: 5 }) });
    expect(story(result, 'treat')).toEqual([`${second}s treat starts`, `${second + 5}s treat ends`]);
    expect(story(result, 'pulse', 'breath').filter((line) => line.endsWith('ends'))).toHaveLength(2);
    expect(result.status).toBe('success');
  });

  it('is ready for the next time when all branches have ended', async () => {
    const again = flow([node('turns', 'loop', { while: 'iteration < 2' }), ...branches('turns')], ...edges);
    const mocks = lasting({ 'turns[0].pulse': 4, 'turns[0].breath': 1, 'turns[1].pulse': 2, 'turns[1].breath': 3 });
    const result = await simulated(sound(again), { mocks });
    expect(story(result, 'pulse', 'breath', 'treat')).toEqual([
      '0s turns[0].pulse starts',
      '0s turns[0].breath starts',
      '1s turns[0].breath ends',
      '1s turns[0].treat starts',
      '1s turns[0].treat ends',
      '4s turns[0].pulse ends',
      '4s turns[1].pulse starts',
      '4s turns[1].breath starts',
      '6s turns[1].pulse ends',
      '6s turns[1].treat starts',
      '6s turns[1].treat ends',
      '7s turns[1].breath ends',
    ]);
  });
});
