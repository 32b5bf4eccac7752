import type { JsonObject } from '@app/definition';
import { describe, expect, it } from 'vitest';
import { flow, node, simulated } from '../a-simulation.js';
import { sound, story, task } from './a-pattern.js';

const repeated = (data: JsonObject) =>
  flow(
    [
      node('turns', 'loop', data),
      task('try', {}, 'turns'),
      node('seen', 'end', { output: '{{ nodes.try.output }}' }, 'turns'),
      task('next'),
    ],
    'try -> seen',
    'turns -> next',
  );
const tries = (...outputs: boolean[]) => ({ try: outputs.map((output) => ({ output, delayMs: 1_000 })) });

describe('21 Structured Loop: a part is done again and again, as long as a condition says', () => {
  it.each([
    ['never, where it asks before', { while: 'input.go' }, false, tries(true), 0],
    ['once, where it asks after', { until: 'true' }, false, tries(true), 1],
    ['as often as it is counted, before', { while: 'iteration < 3' }, null, tries(true), 3],
    ['as often as it is counted, after', { until: 'iteration >= 3' }, null, tries(true), 3],
    ['until it holds of what a turn gave', { until: 'previous' }, null, tries(false, false, false, true), 4],
    ['while it holds of what a turn gave', { while: 'iteration = 0 or previous' }, null, tries(true, false), 2],
  ])('runs %s', async (_, data, go, mocks, turns) => {
    const result = await simulated(sound(repeated(data)), { input: { go }, mocks });
    const told = Array.from({ length: turns }, (__, n) => [
      `${n}s turns[${n}].try starts`,
      `${n + 1}s turns[${n}].try ends`,
    ]);
    expect(story(result, 'try', 'next')).toEqual([...told.flat(), `${turns}s next starts`, `${turns}s next ends`]);
    expect(result.status).toBe('success');
  });

  it('begins a turn when all of the turn before has ended', async () => {
    const wide = flow([
      node('turns', 'loop', { while: 'iteration < 2' }),
      task('a', {}, 'turns'),
      task('b', {}, 'turns'),
    ]);
    const mocks = { a: { delayMs: 1_000 }, b: { delayMs: 3_000 } };
    const result = await simulated(sound(wide), { mocks });
    expect(story(result, 'a', 'b')).toEqual([
      '0s turns[0].a starts',
      '0s turns[0].b starts',
      '1s turns[0].a ends',
      '3s turns[0].b ends',
      '3s turns[1].a starts',
      '3s turns[1].b starts',
      '4s turns[1].a ends',
      '6s turns[1].b ends',
    ]);
  });
});
