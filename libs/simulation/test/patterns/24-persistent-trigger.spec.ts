import { describe, expect, it } from 'vitest';
import { flow, node, simulated } from '../a-simulation.js';
import { lasting, sound, story, task } from './a-pattern.js';

const definition = flow(
  [
    task('pack'),
    node('label', 'wait', { event: 'label.printed' }),
    task('stick', { arguments: ['{{ nodes.label.output }}'] }),
    node('second', 'wait', { event: 'label.printed' }),
    node('both', 'end', { output: ['{{ nodes.label.output }}', '{{ nodes.second.output }}'] }),
  ],
  'pack -> label',
  'label:received -> stick',
  'stick -> second',
  'second:received -> both',
);
const mocks = lasting({ pack: 5, stick: 1 });
const printed = (payload: number, seconds: number) => ({ name: 'label.printed', payload, afterMs: seconds * 1_000 });

describe('24 Persistent Trigger: an event is kept until somebody takes it', () => {
  it.each([
    ['was sent long before', [printed(1, 0), printed(2, 1)], 5, 6],
    ['was sent just before, and while the other works', [printed(1, 4), printed(2, 5.5)], 5, 6],
    ['comes while it is waited for', [printed(1, 7), printed(2, 20)], 7, 20],
    ['was sent before, and comes later', [printed(1, 1), printed(2, 9)], 5, 9],
  ])('takes what %s, oldest first', async (_, events, first, second) => {
    const result = await simulated(sound(definition), { mocks, events });
    expect(story(result, 'label', 'stick', 'second')).toEqual([
      '5s label waits',
      `${first}s label ends`,
      `${first}s stick starts`,
      `${first + 1}s stick ends`,
      `${first + 1}s second waits`,
      `${second}s second ends`,
    ]);
    expect(result).toMatchObject({ status: 'success', output: [1, 2] });
  });

  it('lets an event be taken once only', async () => {
    const result = await simulated(sound(definition), { mocks, events: [printed(1, 0)] });
    expect(result).toMatchObject({ status: 'waiting', waiting_for: [{ path: 'second', type: 'wait' }] });
  });
});
