import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aDefinition, aNode } from '../../test/a-definition.js';
import { fakeTypes } from '../../test/fake-types.js';
import { compile } from '../plan/compile.js';
import type { Definition } from '../definition.js';
import { PROBLEMS } from './problems.js';
import { validate } from './validate.js';

const codes = (definition: unknown) => new Set(validate(definition, fakeTypes).map(({ code }) => code));

const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'x-y', '__proto__', 'constructor', '', 'a b', 'a\u0000', '\ud800');
const text = fc.oneof(
  id,
  fc.constantFrom(
    '{{ nodes.a.output }}',
    '{{ nodes.b.output.x & input }}',
    '{{',
    '{{ secrets.X }}',
    'input.x',
    '5s',
    'true',
  ),
);
const data = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.dictionary(
    fc.constantFrom(
      'output',
      'url',
      'expression',
      'when',
      'join',
      'retry',
      'timeout',
      'cases',
      'on_error',
      'input_schema',
      '__proto__',
    ),
    fc.oneof(text, fc.jsonValue({ maxDepth: 2 }), fc.constantFrom('any', 'all_success', 'continue')),
  ),
);
const node = fc.record(
  { id, type: fc.constantFrom(...fakeTypes.keys(), 'nope'), data, parentId: fc.option(id) },
  { requiredKeys: ['id', 'type'] },
);
const edge = fc.record({
  id,
  source: id,
  target: id,
  sourceHandle: fc.option(fc.constantFrom('out', 'true', 'false', 'error', 'default')),
  data: fc.option(fc.jsonValue({ maxDepth: 2 })),
});
const nearly = fc.record({
  nodes: fc.array(fc.oneof(node, fc.jsonValue({ maxDepth: 1 })), { maxLength: 8 }),
  edges: fc.array(edge, { maxLength: 12 }),
});

/** Definitions of the right shape, of which many are sound. */
const ids = ['a', 'b', 'c', 'd', 'e'];
const sensible = fc
  .tuple(
    fc.array(fc.constantFrom('transform', 'condition', 'http', 'end'), { minLength: 5, maxLength: 5 }),
    fc.array(fc.record({ from: fc.nat({ max: 3 }), by: fc.integer({ min: 1, max: 4 }), handle: fc.nat({ max: 1 }) }), {
      maxLength: 8,
    }),
  )
  .map(([types, links]): Definition => {
    const nodes = types.map((type, at) =>
      aNode(ids[at] as string, type, { output: 'x', url: 'u', expression: 'input.x' }),
    );
    const lines = links.map(({ from, by, handle }) => {
      const handles: Record<string, string[]> = { condition: [':true', ':false'], http: ['', ':error'] };
      return `${ids[from]}${handles[types[from] as string]?.[handle] ?? ''} -> ${ids[Math.min(from + by, 4)]}`;
    });
    return aDefinition(nodes, ...lines);
  });

describe('validate, given anything', () => {
  it('never throws, and gives problems that name their code and place', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.jsonValue(), nearly), (definition) => {
        for (const problem of validate(definition, fakeTypes)) {
          expect(PROBLEMS[problem.code].severity).toBe(problem.severity);
          expect(problem.path).toBeTypeOf('string');
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('finds no error only in what compile takes', () => {
    fc.assert(
      fc.property(fc.oneof(nearly, sensible), (definition) => {
        if (validate(definition, fakeTypes).some(({ severity }) => severity === 'error')) return;
        const plan = compile(definition as Definition, fakeTypes);
        expect(plan.nodes).toHaveLength(definition.nodes.length);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each<[string, unknown, string]>([
    [
      '100,000 edges',
      {
        nodes: [aNode('a', 'end')],
        edges: Array.from({ length: 100_000 }, (_, at) => ({ id: `e${at}`, source: 'a', target: 'a' })),
      },
      'TOO_LARGE',
    ],
    [
      '5,000 levels',
      { nodes: JSON.parse('['.repeat(5_000) + ']'.repeat(5_000)) as unknown, edges: [] },
      'NESTED_TOO_DEEPLY',
    ],
    ['11 MiB', aDefinition([aNode('a', 'end', { output: 'x'.repeat(11_000_000) })]), 'TOO_LARGE'],
    ['a million braces', aDefinition([aNode('a', 'end', { output: '{{'.repeat(1_000_000) })]), 'EXPRESSION_INVALID'],
    ['200,000 expressions', aDefinition([aNode('a', 'end', { output: '{{1}}'.repeat(200_000) })]), 'TOO_LARGE'],
    [
      '10,000 large regular expressions',
      aDefinition([
        aNode('a', 'end', { output: Array.from({ length: 10_000 }, (_, at) => `{{ /(a?){${900 + (at % 90)}}/ }}`) }),
      ]),
      'EXPRESSION_INVALID',
    ],
    [
      'a schema that doubles',
      aDefinition([aNode('a', 'start', { input_schema: { $ref: 'https://example.com/x.json' } })]),
      'NODE_DATA_INVALID',
    ],
  ])(
    'answers soon to %s',
    (_, definition, code) => {
      expect([...codes(definition)]).toContain(code);
    },
    20_000,
  );

  it('answers soon where thousands of nodes read what a thousand may have set', () => {
    const setters = Array.from({ length: 1_000 }, (_, at) =>
      aNode(`s${at}`, 'assign', { variables: { x: at }, when: 'input.x' }),
    );
    const readers = Array.from({ length: 4_000 }, (_, at) => aNode(`r${at}`, 'transform', { output: '{{ vars.x }}' }));
    const all = aNode('all', 'transform', { output: 1 });
    const nodes = [aNode('start', 'start'), ...setters, all, ...readers];
    const lines = setters.flatMap(({ id: setter }) => [`start -> ${setter}`, `${setter} -> all`]);
    const definition = aDefinition(
      nodes,
      'start -> all',
      ...lines,
      ...readers.map(({ id: reader }) => `all -> ${reader}`),
    );
    expect([...codes(definition)]).toEqual(['VARIABLE_MAY_NOT_BE_SET', 'NOT_DECIDED']);
    expect(JSON.stringify(validate(definition, fakeTypes)).length).toBeLessThan(2_000_000);
  }, 20_000);

  it('answers soon to a definition of 5,000 nodes', () => {
    const nodes = Array.from({ length: 5_000 }, (_, at) =>
      aNode(`n${at}`, 'transform', {
        output: `{{ nodes.n${at - 1}.output & input.items[price > ${at}].name }}`,
        ...(at === 0 ? { output: 1 } : {}),
      }),
    );
    const definition = aDefinition(nodes, ...nodes.slice(1).map((_, at) => `n${at} -> n${at + 1}`));
    expect(validate(definition, fakeTypes)).toEqual([]);
    expect(compile(definition, fakeTypes).nodes).toHaveLength(5_000);
  }, 20_000);
});
