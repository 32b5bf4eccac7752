import { describe, expect, it } from 'vitest';
import { flow, node, simulated } from '../a-simulation.js';
import { lasting, sound, story, task } from './a-pattern.js';

const race = flow(
  [
    node('case', 'group', { race: true }),
    task('search', {}, 'case'),
    node('found', 'end', { output: '{{ nodes.search.output }}' }, 'case'),
    task('ask', {}, 'case'),
    node('told', 'end', { output: '{{ nodes.ask.output }}' }, 'case'),
    node('out', 'end', { output: '{{ nodes.case.output }}' }),
  ],
  'search -> found',
  'ask -> told',
  'case -> out',
);

const nominated = {
  ...flow([
    node('case', 'group'),
    task('search', {}, 'case'),
    task('note', {}, 'case'),
    task('ask', {}, 'case'),
    node('stop', 'fail', { code: 'CASE_CLOSED', message: 'There is an answer.' }, 'case'),
    node('closed', 'end', { output: 'closed' }),
  ]),
  edges: [
    { id: 'e1', source: 'search', target: 'note' },
    { id: 'e2', source: 'ask', target: 'stop' },
    { id: 'e3', source: 'case', sourceHandle: 'error', target: 'closed', data: { errors: ['CASE_CLOSED'] } },
  ],
};

describe('43 Explicit Termination: a run ends when a certain node is reached, whatever is still under way', () => {
  it.each([
    ['search', 'ask', 'found', 3, { search: 3, ask: 60 }],
    ['ask', 'search', 'told', 2, { search: 60, ask: 2 }],
  ])('ends well with the first end of a race, that of %s', async (first, other, end, second, seconds) => {
    const mocks = {
      [first]: { output: first, delayMs: second * 1_000 },
      ...lasting({ [other]: seconds[other as 'ask'] }),
    };
    const result = await simulated(sound(race), { mocks });
    expect(story(result, 'search', 'ask', 'found', 'told').slice(2)).toEqual([
      `${second}s case.${first} ends`,
      `${second}s case.${end} ends`,
      `${second}s case.${other} is cancelled`,
    ]);
    expect(result).toMatchObject({ status: 'success', output: first, duration_ms: second * 1_000 });
  });

  it('ends with an error where it fails, and stops the rest', async () => {
    const failing = flow(
      [task('search'), task('ask'), node('stop', 'fail', { code: 'NO_ANSWER', message: 'Nobody knows.' })],
      'ask -> stop',
    );
    const result = await simulated(sound(failing), { mocks: lasting({ search: 60, ask: 2 }) });
    expect(story(result, 'search', 'ask', 'stop').slice(2)).toEqual([
      '2s ask ends',
      '2s stop fails',
      '2s search is cancelled',
    ]);
    expect(result).toMatchObject({ status: 'failed', error: { code: 'NO_ANSWER' }, duration_ms: 2_000 });
  });

  it('ends well at one node of several where its error is what is waited for', async () => {
    const result = await simulated(sound(nominated), { mocks: lasting({ search: 1, note: 60, ask: 3 }) });
    expect(story(result, 'search', 'note', 'ask').slice(2)).toEqual([
      '1s case.search ends',
      '1s case.note starts',
      '3s case.ask ends',
      '3s case.note is cancelled',
    ]);
    expect(result).toMatchObject({ status: 'success', output: 'closed', duration_ms: 3_000 });
  });
});
