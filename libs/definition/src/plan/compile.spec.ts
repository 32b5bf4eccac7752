import { describe, expect, it } from 'vitest';
import { aDefinition, aNode, aScope } from '../../test/a-definition.js';
import { fakeTypes } from '../../test/fake-types.js';
import type { Evaluable } from '../expression/expression-scope.js';
import { compile } from './compile.js';

const compiled = (...parts: Parameters<typeof aDefinition>) => compile(aDefinition(...parts), fakeTypes);

describe('compile', () => {
  it('looks up the edges of every node by handle, in order of definition', () => {
    const plan = compiled(
      [
        aNode('s', 'start'),
        aNode('c', 'condition', { expression: 'input.x' }),
        aNode('a', 'end'),
        aNode('b', 'http', { url: 'u' }),
        aNode('f', 'fail'),
      ],
      's -> c',
      'c:true -> a',
      'c:false -> b',
      'b:error -> f',
      'b -> a',
    );
    const [start, condition, , http] = plan.nodes;
    expect(start?.byHandle.get('out')?.map(({ target }) => target)).toEqual([1]);
    expect(condition?.byHandle.get('false')?.map(({ index }) => index)).toEqual([2]);
    expect(condition?.fallbackHandles).toEqual(['true', 'false']);
    expect(http?.errorEdges).toEqual([{ index: 3, source: 3, target: 4, errors: null }]);
    expect(http?.outgoing.map(({ index }) => index)).toEqual([3, 4]);
    expect(plan.byId.get('a')?.incoming).toBe(2);
    expect(plan.scopes).toEqual([
      { index: 0, container: null, parent: null, nodes: [0, 1, 2, 3, 4], reads: [], entries: [0], leaves: [4] },
    ]);
  });

  it('puts an Evaluable in place of each field, and leaves the definition as it is', () => {
    const definition = aDefinition([
      aNode('w', 'switch', {
        cases: [
          { id: 'a', when: 'input = 1' },
          { id: 'b', when: '{{ input = 2 }}' },
        ],
        when: 'true',
      }),
    ]);
    const before = JSON.stringify(definition);
    const [node] = compile(definition, fakeTypes).nodes;
    const cases = node?.data.cases as { id: string; when: Evaluable }[];
    expect(cases.map(({ id, when }) => [id, when.evaluate(aScope(2), 0)])).toEqual([
      ['a', false],
      ['b', true],
    ]);
    expect(node?.when?.evaluate(aScope(), 0)).toBe(true);
    expect(JSON.stringify(definition)).toBe(before);
  });

  it('puts in the defaults of time-out, retry, join and on_error', () => {
    const plan = compiled([
      aNode('a', 'http', { url: 'u', retry: { initial_interval: '2m' }, join: { n_of_m: 2 }, on_error: 'continue' }),
      aNode('b', 'http', { url: 'u', timeout: 'PT5S' }),
      aNode('c', 'transform', { output: 1 }),
    ]);
    const [a, b, c] = plan.nodes;
    expect(a).toMatchObject({
      timeoutMs: 30_000,
      join: { n_of_m: 2 },
      onError: 'continue',
      retry: { maxAttempts: 3, maxIntervalMs: 120_000 },
    });
    expect(b).toMatchObject({ timeoutMs: 5_000, retry: null, join: 'all_done', onError: 'fail' });
    expect(c?.timeoutMs).toBeNull();
  });

  it('gives each container a scope of its own', () => {
    const plan = compiled(
      [aNode('g', 'group'), aNode('x', 'transform', { output: 1 }, { parentId: 'g' }), aNode('y', 'end')],
      'g -> y',
    );
    expect(plan.scopes).toMatchObject([
      { container: null, parent: null, nodes: [0, 2] },
      { container: 0, parent: 0, nodes: [1], entries: [1], leaves: [1] },
    ]);
  });

  it('checks the input against the schema of start', () => {
    const plan = compiled([
      aNode('s', 'start', {
        input_schema: { type: 'object', required: ['id'], properties: { n: { type: 'integer' } } },
        settings: { timeout: '1h' },
      }),
    ]);
    expect(plan.checkInput({ id: 1 })).toEqual([]);
    expect(plan.checkInput({ n: 'x' })).toEqual([
      { path: 'id', message: 'is missing' },
      { path: 'n', message: 'must be integer' },
    ]);
    expect(plan.settings.timeoutMs).toBe(3_600_000);
    expect(compiled([aNode('e', 'end')]).checkInput('anything')).toEqual([]);
  });

  it.each([
    ['an unknown type', aDefinition([aNode('a', 'nope')])],
    ['an edge to nowhere', aDefinition([aNode('a', 'end')], 'b -> a')],
    [
      'a circle',
      aDefinition([aNode('a', 'transform', { output: 1 }), aNode('b', 'transform', { output: 1 })], 'a -> b', 'b -> a'),
    ],
    ['a container without a node', aDefinition([aNode('a', 'group')])],
    ['two nodes of one id', aDefinition([aNode('a', 'end'), aNode('a', 'end')])],
    ['a parent that is no container', aDefinition([aNode('a', 'end'), aNode('b', 'end', {}, { parentId: 'a' })])],
    ['an expression that does not parse', aDefinition([aNode('a', 'end', { output: '{{ 1 + }}' })])],
  ])('refuses %s', (_, definition) => {
    expect(() => compile(definition, fakeTypes)).toThrow(expect.objectContaining({ code: 'FLOW_HAS_PROBLEMS' }));
  });
});
