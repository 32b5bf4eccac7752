import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aDefinition, aNode } from '../test/a-definition.js';
import { contentHash } from './content-hash.js';
import type { Definition } from './definition.js';
import { normalize } from './normalize.js';
import { sha256 } from './sha256.js';

const base = aDefinition([aNode('a', 'start'), aNode('b', 'end', { label: 'b', output: { x: 1, y: 2 } })], 'a -> b');

describe('sha256', () => {
  it('is what node:crypto gives, for every text', () => {
    const node = (text: string) => createHash('sha256').update(text).digest('hex');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(sha256(text)).toBe(node(text));
      }),
    );
    for (const length of [55, 56, 63, 64, 65, 100_000])
      expect(sha256('a'.repeat(length))).toBe(node('a'.repeat(length)));
  });
});

describe('contentHash', () => {
  const [start, end] = base.nodes as [Definition['nodes'][0], Definition['nodes'][0]];
  const edge = base.edges[0] as Definition['edges'][0];

  it.each<[string, Definition]>([
    [
      'layout and looks',
      {
        nodes: [{ ...start, position: { x: 9, y: 9 }, width: 3, style: {} }, end],
        edges: base.edges,
        viewport: { x: 1 },
      },
    ],
    [
      'edge ids, and null for a missing handle',
      { nodes: base.nodes, edges: [{ ...edge, id: 'other', sourceHandle: null, animated: true }] },
    ],
    [
      'the order of the keys of nodes and of their data',
      { edges: base.edges, nodes: [start, { data: { output: { x: 1, y: 2 }, label: 'b' }, type: 'end', id: 'b' }] },
    ],
  ])('does not count %s', (_, other) => expect(contentHash(other)).toBe(contentHash(base)));

  it.each<[string, Definition]>([
    ['data', { ...base, nodes: [start, { ...end, data: { label: 'b', output: { x: 1, y: 3 } } }] }],
    [
      'the order of keys that a template gives',
      { ...base, nodes: [start, { ...end, data: { label: 'b', output: { y: 2, x: 1 } } }] },
    ],
    ['handles', { ...base, edges: [{ ...edge, sourceHandle: 'error' }] }],
    ['the order of nodes', { ...base, nodes: [end, start] }],
    ['parents', { ...base, nodes: [start, { ...end, parentId: 'a' }] }],
  ])('counts %s', (_, other) => expect(contentHash(other)).not.toBe(contentHash(base)));
});

describe('normalize', () => {
  it('drops what an editor keeps for the moment, and nothing else', () => {
    const definition = {
      nodes: [{ ...aNode('a', 'start'), selected: true, measured: { width: 1 }, dragging: false, zIndex: 3 }],
      edges: [{ id: 'e', source: 'a', target: 'a', selected: true }],
      extra: 1,
    };
    expect(normalize(definition)).toEqual({
      nodes: [{ ...aNode('a', 'start'), zIndex: 3 }],
      edges: [{ id: 'e', source: 'a', target: 'a' }],
      extra: 1,
    });
    expect(definition.nodes[0]).toHaveProperty('selected');
  });

  it('takes a draft without the shape of a definition as it is', () => {
    const draft = { nodes: 'x', edges: [null, 1] } as never;
    expect(normalize(draft)).toEqual(draft);
    expect(contentHash(draft)).toMatch(/^[0-9a-f]{64}$/);
  });
});
