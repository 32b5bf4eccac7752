import { describe, expect, it } from 'vitest';
import { flow, outline, simulated } from '../a-simulation.js';
import { lasting, sound, story, task } from './a-pattern.js';

const definition = flow(
  [task('pay'), task('pack'), task('invoice'), task('ship', { join: 'all_success' }), task('apologize')],
  'pay -> ship',
  'pack -> ship',
  'invoice -> ship',
  'pack:error -> apologize',
);

describe('3 Synchronization: what follows begins when all branches have ended', () => {
  it.each([
    { pay: 1, pack: 2, invoice: 3 },
    { pay: 1, pack: 3, invoice: 2 },
    { pay: 2, pack: 1, invoice: 3 },
    { pay: 2, pack: 3, invoice: 1 },
    { pay: 3, pack: 1, invoice: 2 },
    { pay: 3, pack: 2, invoice: 1 },
    { pay: 3, pack: 3, invoice: 3 },
  ])('waits for the last of %j, and begins once', async (seconds) => {
    const result = await simulated(sound(definition), { mocks: lasting({ ...seconds, ship: 1 }) });
    expect(story(result, 'ship')).toEqual(['3s ship starts', '4s ship ends']);
    expect(story(result, 'pay', 'pack', 'invoice').slice(-1)[0]).toMatch(/^3s \w+ ends$/);
    expect(result.status).toBe('success');
  });

  it('does not begin where a branch went another way', async () => {
    const mocks = { ...lasting({ pay: 1, invoice: 3 }), pack: { error: { code: 'SOLD_OUT' }, delayMs: 2_000 } };
    const result = await simulated(sound(definition), { mocks });
    expect(story(result, 'ship', 'apologize')).toEqual(['2s apologize starts', '2s apologize ends']);
    expect(outline(result)).toContain('ship omitted');
  });
});
