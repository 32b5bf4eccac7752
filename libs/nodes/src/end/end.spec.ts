import { describe, expect, it } from 'vitest';
import { aScope, AT, planNode } from '../../test/plan-node.js';
import { endExecutor } from './end.executor.js';
import { endType } from './end.node-type.js';

describe('end', () => {
  it('gives the value of its output', () => {
    const node = planNode('end', { output: { sum: '{{ input.a + 1 }}' } });
    expect(endExecutor.compute(node, aScope({ input: { a: 1 } }), AT).output).toEqual({ sum: 2 });
  });

  it('gives null where no output is written', () => {
    expect(endExecutor.compute(planNode('end'), aScope(), AT).output).toBeNull();
  });

  it('has no handle', () => {
    expect(endType.handles({})).toEqual([]);
  });
});
