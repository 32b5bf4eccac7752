import { describe, expect, it } from 'vitest';
import { flow, node, outline, simulated } from '../a-simulation.js';
import { lasting, sound, story, task } from './a-pattern.js';

const cases = ['a', 'b', 'c'].map((id) => ({ id, when: `"${id}" in input` }));
// The merges x and y share b, so that neither is the mirror of the split: nothing here is a block.
const definition = flow(
  [node('split', 'switch', { cases, multiple: true }), ...['a', 'b', 'c', 'x', 'y', 'z'].map((id) => task(id))],
  'split:a -> a',
  'split:b -> b',
  'split:c -> c',
  'a -> x',
  'b -> x',
  'b -> y',
  'c -> y',
  'x -> z',
  'y -> z',
);
const mocks = lasting({ a: 1, b: 2, c: 4, x: 10, y: 20, z: 1 });

describe('37 Local Synchronizing Merge: each merge waits for what can still come to it, as the edges alone tell', () => {
  it.each([
    [['a'], { x: 1, z: 11 }],
    [['b'], { x: 2, y: 2, z: 22 }],
    [['c'], { y: 4, z: 24 }],
    [['a', 'b'], { x: 2, y: 2, z: 22 }],
    [['a', 'c'], { x: 1, y: 4, z: 24 }],
    [['b', 'c'], { x: 2, y: 4, z: 24 }],
    [['a', 'b', 'c'], { x: 2, y: 4, z: 24 }],
  ])('of %j the merges begin at %j, each once, and no other', async (input, seconds) => {
    const result = await simulated(sound(definition), { input, mocks });
    const started = story(result, 'x', 'y', 'z').filter((line) => line.endsWith('starts'));
    expect(new Set(started)).toEqual(new Set(Object.entries(seconds).map(([id, second]) => `${second}s ${id} starts`)));
    expect(started).toHaveLength(Object.keys(seconds).length);
    const omitted = ['a', 'b', 'c', 'x', 'y', 'z'].filter((id) => !input.includes(id) && !Object.hasOwn(seconds, id));
    expect(outline(result).filter((line) => line.endsWith('omitted'))).toEqual(omitted.map((id) => `${id} omitted`));
    expect(result.status).toBe('success');
  });

  it('knows at once that nothing can come, through any number of nodes', async () => {
    const ids = Array.from({ length: 50 }, (_, n) => `n${n}`);
    const long = flow(
      [node('go', 'condition', { expression: 'input' }), ...ids.map((id) => task(id)), task('merge')],
      'go:true -> n0',
      ...ids.slice(1).map((id, n) => `n${n} -> ${id}`),
      'n49 -> merge',
      'go:false -> merge',
    );
    const result = await simulated(sound(long), { input: false });
    expect(story(result, 'merge', ...ids)).toEqual(['0s merge starts', '0s merge ends']);
  });
});
