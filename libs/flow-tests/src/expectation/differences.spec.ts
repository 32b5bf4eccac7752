import type { Json } from '@app/definition';
import { describe, expect, it } from 'vitest';
import { differences } from './differences.js';

const exactly = (expected: Json, actual: Json) => told(expected, actual, 'exactly');
const contains = (expected: Json, actual: Json) => told(expected, actual, 'contains');

function told(expected: Json, actual: Json, extent: 'exactly' | 'contains'): string[] {
  return differences(expected, actual, 'output', extent).map(({ path, message }) => `${path} ${message}`);
}

describe('what an output is, and what was expected of it', () => {
  it.each<[string, Json]>([
    ['a text', 'x'],
    ['null', null],
    ['nested', { a: [1, { b: null }], c: {} }],
    ['a list', []],
  ])('is the same for %s', (_, value) => {
    const copy = structuredClone(value);
    expect([exactly(value, copy), contains(value, copy)]).toEqual([[], []]);
  });

  it('is the same in whatever order keys stand', () => {
    expect(exactly({ a: 1, b: 2 }, { b: 2, a: 1 })).toEqual([]);
  });

  it('differs by place, each with what is there and what was expected', () => {
    expect(exactly({ a: { b: [1, 2], c: 'x' }, d: 1 }, { a: { b: [1, 3], c: null }, d: '1' })).toEqual([
      'output.a.b[1] is 3, expected 2',
      'output.a.c is null, expected "x"',
      'output.d is "1", expected 1',
    ]);
  });

  it('differs where something is missing, and only exactly where there is more', () => {
    expect(exactly({ a: 1, b: null }, { a: 1, c: 2 })).toEqual([
      'output.b is missing, expected null',
      'output.c is 2, expected not to be there',
    ]);
    expect(contains({ a: 1 }, { a: 1, c: 2 })).toEqual([]);
    expect(contains({ a: { b: 1 } }, { a: { b: 1, c: 2 }, d: 3 })).toEqual([]);
    expect(contains({ a: 1, b: 2 }, { a: 1 })).toEqual(['output.b is missing, expected 2']);
  });

  it('differs where lists have another length, in either extent, and in the items that both have', () => {
    const found = ['output has 1 item, expected 2 items', 'output[0].a is 2, expected 1'];
    expect(contains([{ a: 1 }, { a: 2 }], [{ a: 2, b: 3 }])).toEqual(found);
    expect(exactly([], [1])).toEqual(['output has 1 item, expected 0 items']);
  });

  it('differs where the kinds do', () => {
    expect(exactly({}, [])).toEqual(['output is [], expected {}']);
    expect(contains([], null)).toEqual(['output is null, expected []']);
  });

  it('takes a key that is inherited by every object for one that is missing', () => {
    expect(contains({ toString: 1 }, {})).toEqual(['output.toString is missing, expected 1']);
  });

  it('is cut where it is long, and lists a hundred differences', () => {
    const [long] = differences('x'.repeat(5_000), 'y'.repeat(5_000), 'output', 'exactly');
    expect(long?.message.length).toBeLessThan(500);
    expect(long?.actual).toEqual(expect.stringMatching(/^"y{1999}\.\.\.$/));
    const many = Array.from({ length: 1_000 }, (_, n) => n);
    expect(
      exactly(
        many,
        many.map((n) => n + 1),
      ),
    ).toHaveLength(100);
  });
});
