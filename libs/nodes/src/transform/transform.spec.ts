import { describe, expect, it } from 'vitest';
import { aScope, AT, planNode } from '../../test/plan-node.js';
import { transformExecutor } from './transform.executor.js';

describe('transform', () => {
  it('keeps the type of a value that is one expression', () => {
    const node = planNode('transform', { output: '{{ input.list }}' });
    expect(transformExecutor.compute(node, aScope({ input: { list: [1, 2] } }), AT).output).toEqual([1, 2]);
  });

  it('makes the very same value again where nothing is to be evaluated', () => {
    const node = planNode('transform', { output: { a: [1, 2, 3] } });
    const first = transformExecutor.compute(node, aScope(), AT).output;
    expect(transformExecutor.compute(node, aScope(), AT + 1).output).toBe(first);
  });
});
