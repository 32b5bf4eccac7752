import { describe, expect, it } from 'vitest';
import { flow, node, simulated } from '../a-simulation.js';
import { lasting, sound, story, task } from './a-pattern.js';

const cases = ['police', 'fire', 'ambulance'].map((id) => ({ id, when: `"${id}" in input` }));
const definition = flow(
  [node('call', 'switch', { cases, multiple: true }), task('police'), task('fire'), task('ambulance'), task('calm')],
  'call:police -> police',
  'call:fire -> fire',
  'call:ambulance -> ambulance',
  'call:default -> calm',
);

describe('6 Multi-Choice: each branch whose condition holds goes on, side by side', () => {
  it.each([
    [['police'], ['police']],
    [
      ['ambulance', 'fire'],
      ['fire', 'ambulance'],
    ],
    [
      ['police', 'ambulance'],
      ['police', 'ambulance'],
    ],
    [
      ['ambulance', 'fire', 'police'],
      ['police', 'fire', 'ambulance'],
    ],
    [[], ['calm']],
  ])('of %j it takes %j', async (input, taken) => {
    const mocks = lasting({ police: 1, fire: 1, ambulance: 1, calm: 1 });
    const result = await simulated(sound(definition), { input, mocks });
    expect(story(result, 'police', 'fire', 'ambulance', 'calm')).toEqual([
      ...taken.map((id) => `0s ${id} starts`),
      ...taken.map((id) => `1s ${id} ends`),
    ]);
    expect(result.status).toBe('success');
  });
});
