import { describe, expect, it } from 'vitest';
import { flow, node, simulated } from '../a-simulation.js';
import { lasting, sound, story, task } from './a-pattern.js';

const definition = flow(
  [
    node('method', 'switch', { cases: [{ id: 'card', when: 'input = "card"' }] }),
    task('card'),
    task('bank'),
    task('ship'),
  ],
  'method:card -> card',
  'method:default -> bank',
  'card -> ship',
  'bank -> ship',
);

describe('5 Simple Merge: what follows begins when the one branch that was taken has ended', () => {
  it.each([
    ['card', 1],
    ['bank', 2],
  ])('follows %s at once, and waits for no other', async (method, second) => {
    const result = await simulated(sound(definition), { input: method, mocks: lasting({ card: 1, bank: 2, ship: 1 }) });
    expect(story(result, 'card', 'bank', 'ship')).toEqual([
      `0s ${method} starts`,
      `${second}s ${method} ends`,
      `${second}s ship starts`,
      `${second + 1}s ship ends`,
    ]);
    expect(result.status).toBe('success');
  });
});
