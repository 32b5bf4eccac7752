import { describe, expect, it } from 'vitest';
import { flow, node, outline, simulated } from '../a-simulation.js';
import { lasting, sound, story, task } from './a-pattern.js';

const definition = flow(
  [
    node('either', 'group', { race: true }),
    node('calls', 'map', { items: '["a", "b", "c", "d"]', concurrency: 2 }, 'either'),
    task('dial', {}, 'calls'),
    task('note', {}, 'calls'),
    node('enough', 'wait', { event: 'enough' }, 'either'),
    task('next'),
  ],
  'dial -> note',
  'either -> next',
);
const mocks = { ...lasting({ 'either.calls[0].dial': 1, dial: 10, note: 1 }) };

describe('26 Cancel Multiple Instance Activity: all instances that have not ended are stopped together', () => {
  it('stops those under way, begins no more, and leaves those that have ended', async () => {
    const result = await simulated(sound(definition), { mocks, events: [{ name: 'enough', afterMs: 5_000 }] });
    expect(story(result, 'dial', 'note', 'next')).toEqual([
      '0s either.calls[0].dial starts',
      '0s either.calls[1].dial starts',
      '1s either.calls[0].dial ends',
      '1s either.calls[0].note starts',
      '2s either.calls[0].note ends',
      '2s either.calls[2].dial starts',
      '5s either.calls[1].dial is cancelled',
      '5s either.calls[2].dial is cancelled',
      '5s next starts',
      '5s next ends',
    ]);
    expect(outline(result)).toEqual(expect.arrayContaining(['either.calls[0] success', 'either.calls cancelled']));
    expect(result).toMatchObject({ status: 'success', duration_ms: 5_000 });
  });

  it('stops them where they take too long together', async () => {
    const limited = flow(
      [node('calls', 'map', { items: '[1, 2]', timeout: '5s' }), task('dial', {}, 'calls'), task('next')],
      'calls:error -> next',
    );
    const result = await simulated(sound(limited), { mocks: lasting({ dial: 10 }) });
    expect(story(result, 'dial', 'next')).toEqual([
      '0s calls[0].dial starts',
      '0s calls[1].dial starts',
      '5s calls[0].dial is cancelled',
      '5s calls[1].dial is cancelled',
      '5s next starts',
      '5s next ends',
    ]);
  });

  it('stops the others where one fails', async () => {
    const plain = flow(
      [node('calls', 'map', { items: '[1, 2, 3]' }), task('dial', {}, 'calls'), task('next')],
      'calls:error -> next',
    );
    const failing = { ...lasting({ dial: 10 }), 'calls[1].dial': { error: { code: 'BUSY' }, delayMs: 3_000 } };
    const result = await simulated(sound(plain), { mocks: failing });
    expect(story(result, 'dial', 'next').slice(3)).toEqual([
      '3s calls[1].dial fails',
      '3s calls[0].dial is cancelled',
      '3s calls[2].dial is cancelled',
      '3s next starts',
      '3s next ends',
    ]);
  });
});
