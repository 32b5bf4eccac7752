import { describe, expect, it } from 'vitest';
import { aScope, AT, planNode } from '../../test/plan-node.js';
import { assignExecutor } from './assign.executor.js';

describe('assign', () => {
  it('sets the variables, and gives them as its output', () => {
    const node = planNode('assign', { variables: { n: '{{ vars.n + 1 }}', name: 'x' } });
    expect(assignExecutor.compute(node, aScope({ vars: { n: 1 } }), AT)).toEqual({
      output: { n: 2, name: 'x' },
      handles: null,
      vars: { n: 2, name: 'x' },
    });
  });

  it('computes all values from the variables as they were before', () => {
    const node = planNode('assign', { variables: { a: '{{ vars.b }}', b: '{{ vars.a }}' } });
    expect(assignExecutor.compute(node, aScope({ vars: { a: 1, b: 2 } }), AT).vars).toEqual({ a: 2, b: 1 });
  });
});
