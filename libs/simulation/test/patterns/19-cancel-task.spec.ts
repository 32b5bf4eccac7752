import { describe, expect, it } from 'vitest';
import { flow, node, simulated } from '../a-simulation.js';
import { lasting, sound, story, task } from './a-pattern.js';

const definition = flow(
  [
    node('either', 'group', { race: true }),
    node('withdraw', 'wait', { event: 'withdraw' }, 'either'),
    task('translate', {}, 'either'),
    task('print'),
    task('next'),
  ],
  'either -> next',
);
const withdraw = (seconds: number) => [{ name: 'withdraw', afterMs: seconds * 1_000 }];

describe('19 Cancel Task: one task is stopped, and the rest goes on', () => {
  it('stops it where it is, and nothing else', async () => {
    const mocks = lasting({ translate: 60, print: 5, next: 1 });
    const result = await simulated(sound(definition), { mocks, events: withdraw(2) });
    expect(story(result, 'translate', 'print', 'next')).toEqual([
      '0s either.translate starts',
      '0s print starts',
      '2s either.translate is cancelled',
      '2s next starts',
      '3s next ends',
      '5s print ends',
    ]);
    expect(result).toMatchObject({ status: 'success', duration_ms: 5_000 });
  });

  it('changes nothing once the task has ended', async () => {
    const mocks = lasting({ translate: 1, print: 5, next: 9 });
    const result = await simulated(sound(definition), { mocks, events: withdraw(2) });
    expect(story(result, 'translate', 'withdraw', 'next')).toEqual([
      '0s either.withdraw waits',
      '0s either.translate starts',
      '1s either.translate ends',
      '1s either.withdraw is cancelled',
      '1s next starts',
      '10s next ends',
    ]);
    expect(result.status).toBe('success');
  });

  it('stops it as soon as it has begun, where that was asked for before', async () => {
    const later = flow([...definition.nodes, task('before')], 'before -> either', 'either -> next');
    const mocks = lasting({ before: 5, translate: 60, print: 5, next: 1 });
    const result = await simulated(sound(later), { mocks, events: withdraw(2) });
    expect(story(result, 'translate', 'next')).toEqual([
      '5s either.translate starts',
      '5s either.translate is cancelled',
      '5s next starts',
      '6s next ends',
    ]);
  });

  it('stops one that takes longer than it may', async () => {
    const limited = flow(
      [node('translate', 'http', { url: 'https://example.org/translate', timeout: '10s' }), task('skip')],
      'translate:error -> skip',
    );
    const result = await simulated(sound(limited), { mocks: lasting({ translate: 60 }) });
    expect(story(result, 'translate', 'skip')).toEqual([
      '0s translate starts',
      '10s translate fails',
      '10s skip starts',
      '10s skip ends',
    ]);
  });
});
