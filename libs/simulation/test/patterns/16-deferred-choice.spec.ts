import { describe, expect, it } from 'vitest';
import { flow, node, simulated } from '../a-simulation.js';
import { sound, story, task } from './a-pattern.js';

const cases = ['paid', 'withdrawn'].map((id) => ({ id, when: `"${id}" in $keys(nodes.first.output)` }));
const edges = ['first -> which', 'which:paid -> ship', 'which:withdrawn -> forget', 'which:default -> remind'];
const definition = flow(
  [
    node('first', 'group', { race: true }),
    node('paid', 'wait', { event: 'order.paid' }, 'first'),
    node('withdrawn', 'wait', { event: 'order.withdrawn' }, 'first'),
    node('late', 'delay', { duration: '1h' }, 'first'),
    node('which', 'switch', { cases }),
    task('ship'),
    task('forget'),
    task('remind'),
  ],
  ...edges,
);
const paid = (afterMs: number) => ({ name: 'order.paid', payload: 7, afterMs });
const withdrawn = (afterMs: number) => ({ name: 'order.withdrawn', afterMs });

describe('16 Deferred Choice: what happens first in the world decides which branch goes on', () => {
  it.each([
    ['ship', 'paid', [paid(1_000)], 1],
    ['ship', 'paid', [withdrawn(2_000), paid(1_000)], 1],
    ['forget', 'withdrawn', [paid(2_000), withdrawn(1_000)], 1],
    ['remind', 'late', [], 3_600],
    ['remind', 'late', [paid(3_601_000), withdrawn(3_602_000)], 3_600],
  ])('goes on with %s, since %s was first of %j', async (taken, won, events, second) => {
    const result = await simulated(sound(definition), { events });
    expect(story(result, 'ship', 'forget', 'remind')).toEqual([
      `${second}s ${taken} starts`,
      `${second}s ${taken} ends`,
    ]);
    expect(story(result, 'paid', 'withdrawn', 'late')).toEqual([
      '0s first.paid waits',
      '0s first.withdrawn waits',
      '0s first.late waits',
      `${second}s first.${won} ends`,
      ...['paid', 'withdrawn', 'late'].filter((id) => id !== won).map((id) => `${second}s first.${id} is cancelled`),
    ]);
    expect(result.status).toBe('success');
  });

  it('decides once where both happen at the same moment', async () => {
    const result = await simulated(sound(definition), { events: [withdrawn(1_000), paid(1_000)] });
    expect(story(result, 'ship', 'forget', 'remind')).toEqual(['1s ship starts', '1s ship ends']);
  });

  it('decides once where both had happened before it was asked', async () => {
    const early = flow([...definition.nodes, task('before')], 'before -> first', ...edges);
    const result = await simulated(sound(early), {
      mocks: { before: { delayMs: 5_000 } },
      events: [withdrawn(1_000), paid(2_000)],
    });
    // Of what is there already, the one that stands first in the flow is looked at first.
    expect(story(result, 'ship', 'forget', 'remind')).toEqual(['5s ship starts', '5s ship ends']);
  });
});
