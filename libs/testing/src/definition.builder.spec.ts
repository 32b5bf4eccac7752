import { expect, it } from 'vitest';
import { aDefinition } from './definition.builder.js';

it('joins nodes in a row where no edges are given', () => {
  const { edges } = aDefinition([
    { id: 'a', type: 'log' },
    { id: 'b', type: 'log' },
    { id: 'c', type: 'end' },
  ]);
  expect(edges).toEqual([
    { id: 'e0', source: 'a', target: 'b' },
    { id: 'e1', source: 'b', target: 'c' },
  ]);
});
