import { describe, expect, it } from 'vitest';
import { flow, node, simulated } from '../a-simulation.js';
import { sound, story, task } from './a-pattern.js';

const definition = flow(
  [
    node('amount', 'switch', {
      cases: [
        { id: 'large', when: 'input.amount >= 100' },
        { id: 'small', when: 'input.amount >= 10' },
      ],
    }),
    task('approve'),
    task('pay'),
    task('give'),
  ],
  'amount:large -> approve',
  'amount:small -> pay',
  'amount:default -> give',
);

describe('4 Exclusive Choice: exactly one of several branches goes on', () => {
  it.each([
    [500, 'approve'],
    [100, 'approve'],
    [99, 'pay'],
    [9, 'give'],
    [0, 'give'],
  ])('of an amount of %j it takes %s alone', async (amount, taken) => {
    const result = await simulated(sound(definition), { input: { amount } });
    expect(story(result, 'approve', 'pay', 'give')).toEqual([`0s ${taken} starts`, `0s ${taken} ends`]);
    expect(result.status).toBe('success');
  });

  it.each([
    [true, 'pay'],
    [false, 'refuse'],
  ])('of a condition that is %j it takes %s alone', async (paid, taken) => {
    const either = flow(
      [node('check', 'condition', { expression: 'input' }), task('pay'), task('refuse')],
      'check:true -> pay',
      'check:false -> refuse',
    );
    const result = await simulated(sound(either), { input: paid });
    expect(story(result, 'pay', 'refuse')).toEqual([`0s ${taken} starts`, `0s ${taken} ends`]);
  });
});
