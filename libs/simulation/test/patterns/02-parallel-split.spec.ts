import { describe, expect, it } from 'vitest';
import { flow, simulated } from '../a-simulation.js';
import { lasting, sound, story, task } from './a-pattern.js';

const definition = flow(
  [task('order'), task('pay'), task('pack'), task('invoice')],
  'order -> pay',
  'order -> pack',
  'order -> invoice',
);

describe('2 Parallel Split: one branch becomes several that go on side by side', () => {
  it('begins all branches at once, and none waits for another', async () => {
    const mocks = lasting({ order: 1, pay: 5, pack: 3, invoice: 4 });
    const result = await simulated(sound(definition), { mocks });
    expect(story(result, 'order', 'pay', 'pack', 'invoice')).toEqual([
      '0s order starts',
      '1s order ends',
      '1s pay starts',
      '1s pack starts',
      '1s invoice starts',
      '4s pack ends',
      '5s invoice ends',
      '6s pay ends',
    ]);
    expect(result).toMatchObject({ status: 'success', duration_ms: 6_000 });
  });
});
