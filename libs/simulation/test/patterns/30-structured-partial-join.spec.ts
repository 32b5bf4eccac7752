import { describe, expect, it } from 'vitest';
import { flow, outline, simulated } from '../a-simulation.js';
import { lasting, sound, story, task } from './a-pattern.js';

const reviewers = ['ada', 'grace', 'alan'];
const definition = flow(
  [...reviewers.map((id) => task(id)), task('publish', { join: { n_of_m: 2 } }), task('apologize')],
  'ada -> publish',
  'grace -> publish',
  'alan -> publish',
  'ada:error -> apologize',
  'grace:error -> apologize',
);

describe('30 Structured Partial Join: what follows begins when n of m branches have ended', () => {
  it.each([
    [{ ada: 1, grace: 2, alan: 3 }, 2],
    [{ ada: 1, grace: 9, alan: 3 }, 3],
    [{ ada: 8, grace: 4, alan: 3 }, 4],
    [{ ada: 5, grace: 7, alan: 6 }, 6],
    [{ ada: 2, grace: 2, alan: 2 }, 2],
  ])('of %j it begins once, with the second, and lets the third end', async (seconds, second) => {
    const result = await simulated(sound(definition), { mocks: lasting({ ...seconds, publish: 1 }) });
    expect(story(result, 'publish')).toEqual([`${second}s publish starts`, `${second + 1}s publish ends`]);
    expect(story(result, ...reviewers).filter((line) => line.endsWith('ends'))).toHaveLength(3);
    expect(result).toMatchObject({ status: 'success' });
  });

  it('begins without one that went another way', async () => {
    const mocks = { ...lasting({ grace: 2, alan: 3 }), ada: { error: { code: 'ILL' } } };
    const result = await simulated(sound(definition), { mocks });
    expect(story(result, 'publish')[0]).toBe('3s publish starts');
  });

  it('does not begin once there can no longer be enough', async () => {
    const ill = { error: { code: 'ILL' }, delayMs: 1_000 };
    const result = await simulated(sound(definition), { mocks: { ada: ill, grace: ill, alan: { delayMs: 9_000 } } });
    expect(story(result, 'publish')).toEqual([]);
    expect(outline(result)).toContain('publish omitted');
    expect(result.events.find(({ type, path }) => type === 'node.omitted' && path === 'publish')?.at).toBe(
      result.events.find(({ type, path }) => type === 'node.failed' && path === 'grace')?.at,
    );
  });
});
