import { describe, expect, it } from 'vitest';
import { flow, node, simulated } from '../a-simulation.js';
import { lasting, sound, story, task } from './a-pattern.js';

// The edges are the order, and not the list of nodes.
const definition = flow([task('ship'), task('pay'), task('check')], 'check -> pay', 'pay -> ship');

describe('1 Sequence: a task begins when the one before it has ended', () => {
  it('does one after the other, each once', async () => {
    const result = await simulated(sound(definition), { mocks: lasting({ check: 1, pay: 2, ship: 3 }) });
    expect(story(result, 'check', 'pay', 'ship')).toEqual([
      '0s check starts',
      '1s check ends',
      '1s pay starts',
      '3s pay ends',
      '3s ship starts',
      '6s ship ends',
    ]);
    expect(result).toMatchObject({ status: 'success', duration_ms: 6_000 });
  });

  it('begins nothing after a task that failed', async () => {
    const result = await simulated(sound(definition), { mocks: { pay: { error: { code: 'DECLINED' } } } });
    expect(story(result, 'pay', 'ship')).toEqual(['0s pay starts', '0s pay fails']);
    expect(result).toMatchObject({ status: 'failed', error: { code: 'DECLINED' } });
  });

  it('hands on what the one before gave', async () => {
    const given = flow(
      [task('check'), node('told', 'transform', { output: '{{ nodes.check.output + 1 }}' })],
      'check -> told',
    );
    const result = await simulated(sound(given), { mocks: { check: { output: 41 } } });
    expect(result.output).toEqual({ told: 42 });
  });
});
