import { describe, expect, it } from 'vitest';
import { flow, node, simulated } from '../a-simulation.js';
import { lasting, sound, story, task } from './a-pattern.js';

const definition = flow(
  [
    task('order'),
    task('pay'),
    node('parcels', 'map', { items: '[1, 2]' }),
    task('pack', {}, 'parcels'),
    task('send', {}, 'parcels'),
    node('feedback', 'wait', { event: 'feedback' }),
    node('quarter', 'delay', { duration: '90d' }),
    task('close'),
  ],
  'order -> pay',
  'order -> parcels',
  'order -> feedback',
  'order -> quarter',
  'pack -> send',
  'pay -> close',
  'parcels -> close',
);
const ids = definition.nodes.map(({ id }) => id).filter((id) => id !== 'parcels');
const mocks = lasting({ order: 1, pay: 10, 'parcels[0].pack': 1, 'parcels[1].pack': 9, send: 10, close: 1 });

describe('20 Cancel Case: a whole run is withdrawn', () => {
  it('stops all that is under way, wherever it is, and begins nothing more', async () => {
    const result = await simulated(sound(definition), { mocks, cancelAfterMs: 5_000 });
    const told = story(result, ...ids);
    expect(told.filter((line) => line.startsWith('5s'))).toEqual([
      '5s pay is cancelled',
      '5s feedback is cancelled',
      '5s quarter is cancelled',
      '5s parcels[0].send is cancelled',
      '5s parcels[1].pack is cancelled',
    ]);
    expect(told.at(-1)).toMatch(/^5s/);
    expect(told).toContain('1s order ends');
    expect(result).toMatchObject({ status: 'cancelled', output: null, error: { code: 'RUN_CANCELLED' } });
    expect(result.duration_ms).toBe(5_000);
  });

  it('begins nothing where it is withdrawn at once', async () => {
    const result = await simulated(sound(definition), { mocks, cancelAfterMs: 0 });
    expect(story(result, ...ids).filter((line) => line.endsWith('starts'))).toEqual([]);
    expect(result.status).toBe('cancelled');
  });

  it('leaves what has ended as it is', async () => {
    const result = await simulated(sound(flow([task('order')])), { mocks, cancelAfterMs: 5_000 });
    expect(result).toMatchObject({ status: 'success', duration_ms: 1_000 });
  });
});
