import { describe, expect, it } from 'vitest';
import { flow, node, simulated } from '../a-simulation.js';
import { lasting, sound, story, task } from './a-pattern.js';

const definition = flow(
  [
    node('either', 'group', { race: true }),
    node('region', 'group', {}, 'either'),
    task('reserve', {}, 'region'),
    task('pick', {}, 'region'),
    task('pack', {}, 'region'),
    node('pages', 'map', { items: '[1, 2]' }, 'region'),
    task('print', {}, 'pages'),
    task('release', {}, 'region'),
    node('stop', 'wait', { event: 'stop' }, 'either'),
    task('bill'),
    task('next'),
  ],
  'reserve -> pack',
  'pick -> pack',
  'reserve:compensate -> release',
  'either -> next',
);
const mocks = lasting({ reserve: 1, pick: 5, pack: 1, print: 3, bill: 20, release: 2, next: 1 });
const stop = (seconds: number) => [{ name: 'stop', afterMs: seconds * 1_000 }];

describe('25 Cancel Region: a part of a run is stopped, whatever is under way in it, and the rest goes on', () => {
  it('stops all of the part, nothing outside of it, and undoes what it says how to undo', async () => {
    const result = await simulated(sound(definition), { mocks, events: stop(2) });
    expect(story(result, 'reserve', 'pick', 'pack', 'print', 'release', 'bill', 'next')).toEqual([
      '0s either.region.reserve starts',
      '0s either.region.pick starts',
      '0s either.region.pages[0].print starts',
      '0s either.region.pages[1].print starts',
      '0s bill starts',
      '1s either.region.reserve ends',
      '2s either.region.pick is cancelled',
      '2s either.region.pages[0].print is cancelled',
      '2s either.region.pages[1].print is cancelled',
      '2s either.region.release starts',
      '4s either.region.release ends',
      '4s next starts',
      '5s next ends',
      '20s bill ends',
    ]);
    expect(result.status).toBe('success');
  });

  it('changes nothing once the part has ended', async () => {
    const result = await simulated(sound(definition), { mocks, events: stop(7) });
    expect(story(result, 'pack', 'release', 'stop', 'next')).toEqual([
      '0s either.stop waits',
      '5s either.region.pack starts',
      '6s either.region.pack ends',
      '6s either.stop is cancelled',
      '6s next starts',
      '7s next ends',
    ]);
  });
});
