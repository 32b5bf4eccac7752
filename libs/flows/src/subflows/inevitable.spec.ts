import type { JsonObject } from '@app/definition';
import { aDefinition, type EdgeSketch, type NodeSketch } from '@app/testing';
import { describe, expect, it } from 'vitest';
import { isInevitable } from './inevitable.js';

const CALL: NodeSketch = { id: 'x', type: 'subflow', data: { flow: 'a' } };
const log = (id: string, data: JsonObject = {}): NodeSketch => ({ id, type: 'log', data: { message: '', ...data } });
const choice: NodeSketch = { id: 'c', type: 'condition', data: { expression: 'input' } };
const holds = (nodes: readonly NodeSketch[], edges?: readonly EdgeSketch[], ...wanted: string[]) =>
  isInevitable(aDefinition(nodes, edges), new Set(wanted.length === 0 ? ['x'] : wanted));
const inside = (parent: NodeSketch, child: JsonObject = {}) =>
  holds([parent, { ...CALL, data: { ...CALL.data, ...child }, parentId: parent.id }], []);

describe('a call that a flow cannot but make', () => {
  it('is one that it begins with, or that nothing but plain nodes lead to', () => {
    expect(holds([CALL])).toBe(true);
    expect(holds([log('a'), log('b'), CALL, log('d')])).toBe(true);
    expect(
      holds(
        [log('a'), log('b'), CALL],
        [
          ['a', 'b'],
          ['a', 'x'],
        ],
      ),
    ).toBe(true);
  });

  it('is none where something is decided before, or by the call itself', () => {
    expect(holds([log('a'), CALL], [['a', 'x', 'error']])).toBe(false);
    expect(holds([choice, CALL], [['c', 'x', 'true']])).toBe(false);
    expect(holds([log('a', { when: 'input' }), CALL])).toBe(false);
    expect(holds([{ ...CALL, data: { flow: 'a', when: 'input' } }])).toBe(false);
    expect(holds([log('a'), { ...CALL, data: { flow: 'a', when: 'input' } }])).toBe(false);
    expect(holds([{ id: 'a', type: 'stranger' }, CALL])).toBe(false);
  });

  it('is one of several, where each way that can be decided on leads to one', () => {
    const other = { ...CALL, id: 'y' };
    const both: EdgeSketch[] = [
      ['c', 'x', 'true'],
      ['c', 'y', 'false'],
    ];
    expect(holds([choice, CALL, other], both, 'x', 'y')).toBe(true);
    expect(holds([choice, CALL, other], both, 'x')).toBe(false);
    expect(
      holds(
        [choice, log('a'), CALL],
        [
          ['c', 'a', 'true'],
          ['c', 'x', 'false'],
          ['a', 'x'],
        ],
      ),
    ).toBe(true);
  });

  it('may be behind a join of any or all that is done, but not of all that ended well', () => {
    const joined = (join: string) =>
      holds(
        [log('a'), log('b'), { ...CALL, data: { flow: 'a', join } }],
        [
          ['a', 'x'],
          ['b', 'x'],
        ],
      );
    expect(['all_done', 'any', 'all_success'].map(joined)).toEqual([true, true, false]);
  });

  it('may be in a container that is sure to be gone into', () => {
    expect(inside({ id: 'g', type: 'group' })).toBe(true);
    expect(inside({ id: 'g', type: 'group' }, { when: 'input' })).toBe(false);
    expect(inside({ id: 'g', type: 'group', data: { when: 'input' } })).toBe(false);
    expect(inside({ id: 'g', type: 'group', data: { race: true } })).toBe(false);
    expect(inside({ id: 'g', type: 'loop', data: { until: 'true' } })).toBe(true);
    expect(inside({ id: 'g', type: 'loop', data: { while: 'input' } })).toBe(false);
    expect(inside({ id: 'g', type: 'map', data: { items: [1] } })).toBe(false);
    const map = { id: 'm', type: 'map', data: { items: [] } };
    expect(holds([map, log('a'), CALL], [['m', 'x', 'finally']])).toBe(true);
  });

  it('is looked for in linear time, circles or not', () => {
    const size = 20_000;
    const nodes = Array.from({ length: size }, (_, n) => log(`n${n}`));
    const fan = nodes.slice(1).flatMap(({ id }): EdgeSketch[] => [
      ['n0', id],
      [id, 'x'],
    ]);
    expect(holds([...nodes, CALL], fan)).toBe(true);
    expect(holds([...nodes, CALL])).toBe(true);
    const ring = nodes.map((_, n): EdgeSketch => [`n${n}`, `n${(n + 1) % size}`]);
    expect(holds([...nodes, CALL, choice], [...ring, ['n7', 'c'], ['c', 'x', 'true']])).toBe(false);
  });
});
