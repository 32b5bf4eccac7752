import { describe, expect, it } from 'vitest';
import { flow, node, simulated } from '../a-simulation.js';
import { lasting, sound, story, task } from './a-pattern.js';

// As many instances as the list has, of which the flow waits for input.enough: each says that it is done.
const reporting = flow(
  [
    node('votes', 'map', { items: 'input.voters', as: 'voter' }),
    task('vote', {}, 'votes'),
    node(
      'report',
      'http',
      { method: 'POST', url: '{{ env.API }}/runs/{{ run.id }}/events', body: { name: 'voted' } },
      'votes',
    ),
    node('counted', 'loop', { until: 'iteration >= input.enough' }),
    node('voted', 'wait', { event: 'voted' }, 'counted'),
    task('decide'),
  ],
  'vote -> report',
  'counted -> decide',
);

/** Votes that take so many seconds, and what the API sends on their reports. */
function votes(seconds: readonly number[], enough: number) {
  return {
    input: { voters: seconds.map((_, n) => `voter ${n}`), enough },
    env: { API: 'https://example.org/api/v1' },
    mocks: lasting({
      ...Object.fromEntries(seconds.map((each, n) => [`votes[${n}].vote`, each])),
      report: 0,
      decide: 1,
    }),
    events: seconds.map((each) => ({ name: 'voted', afterMs: each * 1_000 })),
  };
}

describe('34 Static Partial Join for Multiple Instances: what follows begins when n of m instances have ended', () => {
  it.each([
    [[1, 2, 3, 4], 2, 2],
    [[4, 3, 2, 1], 2, 2],
    [[7, 1, 9, 5], 3, 7],
    [[2, 2, 2], 2, 2],
    [[6], 1, 6],
  ])(
    'of instances that take %j s it begins with number %j, once, and lets the others end',
    async (seconds, enough, second) => {
      const result = await simulated(sound(reporting), votes(seconds, enough));
      expect(story(result, 'decide')).toEqual([`${second}s decide starts`, `${second + 1}s decide ends`]);
      const ended = story(result, 'vote').filter((line) => line.endsWith('ends'));
      expect(ended).toHaveLength(seconds.length);
      expect(ended.at(-1)).toContain(`${Math.max(...seconds)}s`);
      expect(result.steps.filter(({ nodeId }) => nodeId === 'report').map(({ input }) => input)).toMatchObject(
        seconds.map(() => ({ url: 'https://example.org/api/v1/runs/00000000-0000-7000-8000-000000000000/events' })),
      );
      expect(result).toMatchObject({ status: 'success' });
    },
  );

  it('joins instances that are drawn one by one by the join of a node', async () => {
    const names = ['first', 'second', 'third'];
    const drawn = flow(
      [
        ...names.flatMap((name) => [node(name, 'group'), task(`${name}-vote`, {}, name)]),
        task('decide', { join: { n_of_m: 2 } }),
      ],
      'first -> decide',
      'second -> decide',
      'third -> decide',
    );
    const mocks = lasting({ 'first-vote': 5, 'second-vote': 1, 'third-vote': 3 });
    const result = await simulated(sound(drawn), { mocks });
    expect(story(result, 'decide')).toEqual(['3s decide starts', '3s decide ends']);
    expect(story(result, 'first-vote').at(-1)).toBe('5s first.first-vote ends');
  });
});
