import { describe, expect, it } from 'vitest';
import { flow, node, simulated } from '../a-simulation.js';
import { lasting, sound, story, task } from './a-pattern.js';

// As pattern 34, with the instances and their count in a race.
const definition = flow(
  [
    node('either', 'group', { race: true }),
    node('votes', 'map', { items: 'input' }, 'either'),
    task('vote', {}, 'votes'),
    node(
      'report',
      'http',
      { method: 'POST', url: '{{ env.API }}/runs/{{ run.id }}/events', body: { name: 'voted' } },
      'votes',
    ),
    node('counted', 'loop', { until: 'iteration >= 2' }, 'either'),
    node('voted', 'wait', { event: 'voted' }, 'counted'),
    task('decide'),
  ],
  'vote -> report',
  'either -> decide',
);

describe('35 Cancelling Partial Join for Multiple Instances: n of m instances are enough, the others are stopped', () => {
  it.each([
    [[1, 2, 9], 2, 2],
    [[9, 1, 3], 3, 0],
    [[4, 9, 3], 4, 1],
  ])('of instances that take %j s it goes on at %j s, and stops number %j', async (seconds, second, stopped) => {
    const result = await simulated(sound(definition), {
      input: seconds,
      env: { API: 'https://example.org/api/v1' },
      mocks: lasting(Object.fromEntries(seconds.map((each, n) => [`either.votes[${n}].vote`, each]))),
      events: seconds.map((each) => ({ name: 'voted', afterMs: each * 1_000 })),
    });
    expect(story(result, 'vote', 'decide').slice(-3)).toEqual([
      `${second}s either.votes[${stopped}].vote is cancelled`,
      `${second}s decide starts`,
      `${second}s decide ends`,
    ]);
    expect(result.status).toBe('success');
  });
});
