import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aDefinition, aNode } from '../../test/a-definition.js';
import { contentHash } from '../content-hash.js';
import type { Definition, DefinitionEdge, DefinitionNode } from '../definition.js';
import type { Json, JsonObject } from '../json.js';
import { diffDefinitions } from './diff-definitions.js';

const A = aNode('a', 'http', { url: 'u', headers: { accept: 'x', 'x-a': '1' }, label: 'Ask' });
const B = aNode('b', 'end', { output: { x: 1, y: 2 } });
const base = aDefinition([A, B], 'a -> b');
const [EDGE] = base.edges as [DefinitionEdge];

const withData = (data: JsonObject): Definition => ({ ...base, nodes: [{ ...A, data: { ...A.data, ...data } }, B] });
/** The fields of the first node that changed. */
const fieldsOf = (before: Definition, after: Definition) => diffDefinitions(before, after).nodes.changed[0]?.fields;

const NOTHING = {
  same: true,
  nodes: { added: [], removed: [], changed: [], reordered: false },
  edges: { added: [], removed: [], changed: [], reordered: false },
  layout: { nodes: [], edges: [], definition: [] },
  truncated: false,
};

describe('the difference of two definitions', () => {
  it('is nothing between a definition and its copy', () => {
    expect(diffDefinitions(base, structuredClone(base))).toEqual(NOTHING);
  });

  it('names the nodes and edges that came and went', () => {
    const after = aDefinition([B, aNode('c', 'log', { message: 'x', label: 'Say' })], 'c:out -> b');
    expect(diffDefinitions(base, after)).toMatchObject({
      same: false,
      nodes: {
        added: [{ id: 'c', type: 'log', label: 'Say' }],
        removed: [{ id: 'a', type: 'http', label: 'Ask' }],
        changed: [],
        reordered: false,
      },
      edges: {
        added: [{ source: 'c', sourceHandle: 'out', target: 'b', targetHandle: null }],
        removed: [{ id: 'e0', source: 'a', sourceHandle: null, target: 'b', targetHandle: null }],
        changed: [],
      },
    });
  });

  it('goes down to the field', () => {
    const after = withData({ headers: { accept: 'y', 'x-b': '2' }, method: 'PUT' });
    expect(diffDefinitions(base, after).nodes.changed).toEqual([
      {
        id: 'a',
        type: 'http',
        label: 'Ask',
        fields: [
          { path: 'data.headers.accept', change: 'changed', before: 'x', after: 'y' },
          { path: 'data.headers.x-a', change: 'removed', before: '1' },
          { path: 'data.headers.x-b', change: 'added', after: '2' },
          { path: 'data.method', change: 'added', after: 'PUT' },
        ],
      },
    ]);
  });

  it('says type and parent too, and takes null for none', () => {
    const after = { ...base, nodes: [A, { ...B, type: 'log', parentId: 'a' }] };
    expect(fieldsOf(base, after)).toEqual([
      { path: 'type', change: 'changed', before: 'end', after: 'log' },
      { path: 'parentId', change: 'added', after: 'a' },
    ]);
    expect(diffDefinitions(base, { ...base, nodes: [A, { ...B, parentId: null as never }] }).same).toBe(true);
  });

  it.each<[string, Json[], Json[], object[]]>([
    ['an item put in', [1, 2, 3], [1, 9, 2, 3], [{ path: 'data.list[1]', change: 'added', after: 9 }]],
    ['an item taken out', [{ a: 1 }, 2, 3], [2, 3], [{ path: 'data.list[0]', change: 'removed', before: { a: 1 } }]],
    [
      'a field of an item',
      [{ a: 1, b: 1 }, 2],
      [{ a: 1, b: 7 }, 2],
      [{ path: 'data.list[0].b', change: 'changed', before: 1, after: 7 }],
    ],
    [
      'one item that became two',
      [1, 'x', 3],
      [1, 'y', 'z', 3],
      [
        { path: 'data.list[1]', change: 'changed', before: 'x', after: 'y' },
        { path: 'data.list[2]', change: 'added', after: 'z' },
      ],
    ],
    ['a repeated item', [1, 1], [1, 1, 1], [{ path: 'data.list[2]', change: 'added', after: 1 }]],
    ['all items', [1], [], [{ path: 'data.list[0]', change: 'removed', before: 1 }]],
  ])('shows of a list %s', (_, before, after, fields) => {
    expect(fieldsOf(withData({ list: before }), withData({ list: after }))).toEqual(fields);
  });

  it('shows a value of another kind whole', () => {
    expect(fieldsOf(withData({ x: { a: 1 } }), withData({ x: [1] }))).toEqual([
      { path: 'data.x', change: 'changed', before: { a: 1 }, after: [1] },
    ]);
    expect(fieldsOf(withData({ x: null }), withData({ x: {} }))).toHaveLength(1);
  });

  it('counts the order of keys where it is that of an output, and of nodes and edges, where it breaks ties', () => {
    const turned = { ...base, nodes: [A, { ...B, data: { output: { y: 2, x: 1 } } }] };
    expect(fieldsOf(base, turned)).toEqual([
      { path: 'data.output', change: 'reordered', before: ['x', 'y'], after: ['y', 'x'] },
    ]);
    const { headers, url } = A.data as { headers: Json; url: Json };
    const moved = { ...base, nodes: [{ ...A, data: { label: 'Ask', headers, url } }, B] };
    expect(diffDefinitions(base, moved)).toEqual(NOTHING);
    expect(diffDefinitions(base, { ...base, nodes: [B, A] })).toMatchObject({
      same: false,
      nodes: { reordered: true },
    });
    const two = aDefinition([A, B], 'a -> b', 'a:error -> b');
    const other = { ...two, edges: two.edges.toReversed() };
    expect(diffDefinitions(two, other)).toMatchObject({ same: false, edges: { added: [], reordered: true } });
  });

  it('keeps layout, looks and edge ids apart from what means something', () => {
    const after = {
      nodes: [{ ...A, position: { x: 5, y: 0 }, style: { color: 'red' } }, B],
      edges: [{ ...EDGE, id: 'renumbered', sourceHandle: null }],
      viewport: { x: 1 },
    };
    expect(diffDefinitions(base, after)).toEqual({
      ...NOTHING,
      layout: {
        nodes: [
          {
            id: 'a',
            type: 'http',
            label: 'Ask',
            fields: [
              { path: 'position.x', change: 'changed', before: 0, after: 5 },
              { path: 'style', change: 'added', after: { color: 'red' } },
            ],
          },
        ],
        edges: [
          {
            id: 'renumbered',
            source: 'a',
            sourceHandle: null,
            target: 'b',
            targetHandle: null,
            fields: [{ path: 'id', change: 'changed', before: 'e0', after: 'renumbered' }],
          },
        ],
        definition: [{ path: 'viewport', change: 'added', after: { x: 1 } }],
      },
    });
  });

  it('tells edges that connect the same apart by their data', () => {
    const edge = (id: string, ...errors: string[]) => ({ ...EDGE, id, sourceHandle: 'error', data: { errors } });
    const [x, y, z] = [edge('1', 'X'), edge('2', 'Y'), edge('3', 'Z')];
    expect(diffDefinitions({ ...base, edges: [x, y] }, { ...base, edges: [y] }).edges).toMatchObject({
      removed: [{ id: '1' }],
      changed: [],
      reordered: false,
    });
    expect(diffDefinitions({ ...base, edges: [x, y] }, { ...base, edges: [z, y] }).edges).toMatchObject({
      removed: [],
      changed: [{ fields: [{ path: 'data.errors[0]', change: 'changed', before: 'X', after: 'Z' }] }],
    });
    const explicit = { ...base, edges: [{ ...EDGE, sourceHandle: 'out' }] };
    expect(diffDefinitions(base, explicit).edges.changed[0]?.fields).toEqual([
      { path: 'sourceHandle', change: 'added', after: 'out' },
    ]);
  });
});

const json = fc.jsonValue({ maxDepth: 3, stringUnit: fc.constantFrom('a', 'b') }) as fc.Arbitrary<Json>;
const data = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'output'), json, { maxKeys: 4 });
const id = fc.constantFrom('a', 'b', 'c');
const node: fc.Arbitrary<DefinitionNode> = fc.record(
  { id, type: fc.constantFrom('log', 'end'), data, parentId: id, position: fc.record({ x: fc.nat(3) }) },
  { requiredKeys: ['id', 'type', 'data'] },
);
const edge: fc.Arbitrary<DefinitionEdge> = fc.record(
  { id: fc.string(), source: id, target: id, sourceHandle: fc.option(fc.constantFrom('out', 'error')), data },
  { requiredKeys: ['id', 'source', 'target'] },
);
const definition: fc.Arbitrary<Definition> = fc.record({
  nodes: fc.array(node, { maxLength: 4 }),
  edges: fc.array(edge, { maxLength: 5 }),
});

describe('the difference of any two definitions', () => {
  it('is none of meaning just where they hash alike, and is the same whichever comes first', () => {
    fc.assert(
      fc.property(definition, definition, fc.boolean(), (one, two, alike) => {
        const other = alike
          ? { ...two, nodes: one.nodes, edges: one.edges.map((each) => ({ ...each, id: 'x' })) }
          : two;
        const [there, back] = [diffDefinitions(one, other), diffDefinitions(other, one)];
        expect(there.same).toBe(contentHash(one) === contentHash(other));
        expect(back.same).toBe(there.same);
        expect(back.nodes.added.length).toBe(there.nodes.removed.length);
        expect(back.edges.added.length).toBe(there.edges.removed.length);
      }),
      { numRuns: 500 },
    );
  }, 20_000);

  it('says nothing of a definition and itself', () => {
    fc.assert(
      fc.property(definition, (one) => {
        expect(diffDefinitions(one, structuredClone(one))).toEqual(NOTHING);
      }),
    );
  });

  it('takes drafts that no check has seen', () => {
    const odd = { nodes: [null, 7, { id: 1 }], edges: 'x' } as unknown as Definition;
    expect(diffDefinitions(odd, base).nodes.added).toHaveLength(2);
    expect(diffDefinitions({} as Definition, {} as Definition)).toEqual(NOTHING);
  });
});
