import { describe, expect, it } from 'vitest';
import { aDefinition, aNode } from '../../test/a-definition.js';
import { fakeTypes } from '../../test/fake-types.js';
import type { Definition, DefinitionNode } from '../definition.js';
import { validate } from './validate.js';

const codes = (definition: Definition) => [...new Set(validate(definition, fakeTypes).map(({ code }) => code))];
const list = <T>(length: number, make: (at: number) => T): T[] => Array.from({ length }, (_, at) => make(at));
const inside = (at: number) => ({ parentId: `g${at}` });
const call = (id: string, rest = {}) => aNode(id, 'http', { url: 'u' }, rest);

describe('validate, given thousands of scopes', { timeout: 60_000 }, () => {
  it('answers soon to 5,000 containers in each other', () => {
    const nodes = list(5_000, (at) => aNode(`g${at}`, 'group', {}, at === 0 ? {} : inside(at - 1)));
    const problems = validate(aDefinition([...nodes, call('a', inside(4_999))]), fakeTypes);
    expect(problems).toMatchObject([{ code: 'CONTAINERS_TOO_DEEP', node: 'g21' }]);
  });

  it('answers soon to containers that stand before none of theirs', () => {
    const nodes = list(5_000, (at) => aNode(`g${at}`, 'group', {}, inside((at + 1) % 5_000)));
    expect(codes(aDefinition(nodes))).toEqual(['PARENT_INVALID', 'TOO_MANY_PROBLEMS']);
  });

  it('answers soon to 5,000 containers with a node in each', () => {
    const groups = list(5_000, (at) => aNode(`g${at}`, 'group'));
    const reads = (at: number) => (at === 0 ? '1' : `{{ nodes.g${at - 1}.output }}`);
    const inner = list(5_000, (at) => aNode(`n${at}`, 'transform', { output: reads(at) }, inside(at)));
    const definition = aDefinition([...groups, ...inner], ...list(4_999, (at) => `g${at} -> g${at + 1}`));
    expect(codes(definition)).toEqual([]);
  });

  it('answers soon to thousands of `finally` branches, and says what it has not decided', () => {
    const groups = list(3_300, (at) => aNode(`g${at}`, 'group'));
    const inner = list(3_300, (at) => call(`n${at}`, inside(at)));
    const reads = (at: number) => `{{ nodes.g${at}.output & nodes.g0.output }}`;
    const after = list(3_300, (at) => aNode(`f${at}`, 'transform', { output: reads(at) }));
    const lines = list(3_300, (at) => [`g${at}:finally -> f${at}`, `g${at} -> g${at + 1}`]).flat();
    const definition = aDefinition([...groups, ...inner, ...after], ...lines.slice(0, -1));
    expect(codes(definition)).toEqual(['NODE_MAY_NOT_HAVE_RUN', 'NOT_DECIDED']);
  });

  it('answers soon to thousands of nodes that are undone, in a row, side by side or on ways that exclude each other', () => {
    const undone = (rest: object): DefinitionNode[] =>
      list(4_900, (at) => aNode(`a${at}`, 'http', { url: 'u', ...rest }));
    const undo = list(4_900, (at) =>
      aNode(`u${at}`, 'transform', { output: `{{ nodes.a${at}.output & nodes.a0.output }}` }),
    );
    const undoing = list(4_900, (at) => `a${at}:compensate -> u${at}`);
    const row = list(4_899, (at) => `a${at} -> a${at + 1}`);
    expect(codes(aDefinition([...undone({}), ...undo], ...undoing, ...row))).toEqual(['NODE_NEVER_RUNS']);
    expect(codes(aDefinition([...undone({}), ...undo], ...undoing))).toEqual([
      'NODE_MAY_NOT_HAVE_RUN',
      'TOO_MANY_PROBLEMS',
    ]);
    const cases = list(1_000, (at) => ({ id: `c${at}`, when: 'input.x' }));
    const ways = list(4_900, (at) => `s:c${at % 1_000} -> a${at}`);
    const choose = aNode('s', 'switch', { cases });
    expect(codes(aDefinition([choose, ...undone({ join: 'any' }), ...undo], ...undoing, ...ways))).toContain(
      'NOT_DECIDED',
    );
  });

  it('answers soon to joins that wait for few of many, in front of everything', () => {
    const nodes = list(2_000, (at) => call(`a${at}`));
    const joins = list(40, (at) => aNode(`j${at}`, 'http', { url: 'u', join: { n_of_m: 20 } }));
    const readers = list(2_000, (at) =>
      aNode(`r${at}`, 'transform', { output: `{{ nodes.a${at}.output }}`, join: { n_of_m: 20 } }),
    );
    const lines = [
      ...list(2_000, (at) => `a${at} -> j${at % 40}`),
      ...list(2_000, (at) => list(20, (by) => `j${(at + by) % 40} -> r${at}`)).flat(),
    ];
    expect(codes(aDefinition([...nodes, ...joins, ...readers], ...lines))).toContain('NOT_DECIDED');
  });
});
