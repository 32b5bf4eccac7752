import { describe, expect, it } from 'vitest';
import { aDefinition, aNode } from '../../test/a-definition.js';
import type { Definition } from '../definition.js';
import type { Json } from '../json.js';
import { diffDefinitions } from './diff-definitions.js';
import { DIFF_LIMITS } from './diff-budget.js';

const of = (output: Json): Definition => aDefinition([aNode('a', 'end', { output })]);
const nested = (inner: Json, levels: number): Json => (levels === 0 ? inner : [nested(inner, levels - 1), levels]);

const SOON = 20_000;

describe('the difference of hostile definitions', () => {
  it('looks at a value a few times only, however deep it lies', () => {
    let looks = 0;
    const counted = (last: number) => {
      const watched = {
        get value() {
          looks += 1;
          return 0;
        },
      };
      return of(nested([watched, last], 90));
    };
    const { nodes } = diffDefinitions(counted(1), counted(2));
    expect(nodes.changed[0]?.fields).toMatchObject([{ change: 'changed', before: 1, after: 2 }]);
    expect(looks).toBeLessThan(10);
  });

  it(
    'is found soon in a list of a million',
    () => {
      const list = (last: number) => nested([...Array.from({ length: 1_000_000 }, () => 0), last], 90);
      const { nodes, truncated } = diffDefinitions(of(list(1)), of(list(2)));
      expect(nodes.changed[0]?.fields).toMatchObject([{ change: 'changed', before: 1, after: 2 }]);
      expect(truncated).toBe(false);
    },
    SOON,
  );

  it(
    'stops where there is more than it lists',
    () => {
      const all = (add: number) => of(Array.from({ length: 1_000_000 }, (_, at) => at + add));
      const { same, nodes, truncated } = diffDefinitions(all(0), all(0.5));
      expect({ same, truncated, listed: nodes.changed[0]?.fields.length }).toEqual({
        same: false,
        truncated: true,
        listed: DIFF_LIMITS.changes,
      });
    },
    SOON,
  );

  it(
    'lists no more than ten thousand of the nodes and edges, and none of them at length',
    () => {
      const large = (prefix: string) => {
        const nodes = Array.from({ length: 10_000 }, (_, at) =>
          aNode(`${prefix}${at}`, 'log', { label: 'x'.repeat(900) }),
        );
        const edges = Array.from({ length: 50_000 }, (_, at) => ({
          id: `${at}`,
          source: `${prefix}${at}`,
          target: 'x',
        }));
        return { nodes, edges };
      };
      const diff = diffDefinitions(large('a'), large('b'));
      expect(diff).toMatchObject({ same: false, truncated: true });
      expect(JSON.stringify(diff).length).toBeLessThan(5_000_000);
    },
    SOON,
  );

  it('leaves values out that are large, and says so', () => {
    const text = 'x'.repeat(DIFF_LIMITS.value);
    expect(diffDefinitions(of('y'), of(text)).nodes.changed[0]?.fields).toEqual([
      { path: 'data.output', change: 'changed', left_out: true },
    ]);
    const many = (letter: string) =>
      of(Object.fromEntries(Array.from({ length: 999 }, (_, at) => [at, letter.repeat(5_000)])));
    const diff = diffDefinitions(many('a'), many('b'));
    const fields = diff.nodes.changed[0]?.fields ?? [];
    expect(fields).toHaveLength(999);
    expect(JSON.stringify(diff).length).toBeLessThan(DIFF_LIMITS.values + 200_000);
    expect(fields.at(-1)).toMatchObject({ path: 'data.output.998', left_out: true });
    const key = 'k'.repeat(100_000);
    expect(diffDefinitions(of({}), of({ [key]: 1 })).nodes.changed[0]?.fields[0]?.path.length).toBeLessThan(600);
  });

  it('is one of layout, however much of it, where nothing else differs', () => {
    const at = (x: number) => {
      const nodes = Array.from({ length: 10_000 }, (_, n) => aNode(`n${n}`, 'log', {}, { position: { x, y: x } }));
      return { nodes, edges: [] };
    };
    expect(diffDefinitions(at(1), at(2))).toMatchObject({ same: true, truncated: true });
  });
});
