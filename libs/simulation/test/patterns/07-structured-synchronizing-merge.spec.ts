import { describe, expect, it } from 'vitest';
import { flow, node, simulated } from '../a-simulation.js';
import { lasting, sound, story, task } from './a-pattern.js';

const cases = ['police', 'fire', 'ambulance'].map((id) => ({ id, when: `"${id}" in input` }));
const definition = flow(
  [
    node('call', 'switch', { cases, multiple: true }),
    ...['police', 'fire', 'ambulance'].map((id) => task(id)),
    task('report'),
  ],
  'call:police -> police',
  'call:fire -> fire',
  'call:ambulance -> ambulance',
  'police -> report',
  'fire -> report',
  'ambulance -> report',
);

describe('7 Structured Synchronizing Merge: what follows begins when all branches that were taken have ended', () => {
  it.each([
    [['police'], 1],
    [['fire'], 2],
    [['ambulance'], 3],
    [['police', 'fire'], 2],
    [['police', 'ambulance'], 3],
    [['fire', 'ambulance'], 3],
    [['police', 'fire', 'ambulance'], 3],
  ])('waits for %j and for no other', async (input, second) => {
    const mocks = lasting({ police: 1, fire: 2, ambulance: 3, report: 1 });
    const result = await simulated(sound(definition), { input, mocks });
    expect(story(result, 'report')).toEqual([`${second}s report starts`, `${second + 1}s report ends`]);
    expect(story(result, 'police', 'fire', 'ambulance')).toHaveLength(2 * input.length);
    expect(result.status).toBe('success');
  });

  it('waits for the last, whichever branch that is', async () => {
    const mocks = lasting({ police: 9, fire: 2, ambulance: 3 });
    const result = await simulated(sound(definition), { input: ['police', 'ambulance'], mocks });
    expect(story(result, 'report')[0]).toBe('9s report starts');
  });

  it('does not begin where no branch was taken', async () => {
    const result = await simulated(sound(definition), { input: [] });
    expect(story(result, 'report')).toEqual([]);
    expect(result.status).toBe('success');
  });
});
