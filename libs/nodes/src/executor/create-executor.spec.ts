import type { PlanNode } from '@app/definition';
import type { NodeError } from '@app/engine';
import { describe, expect, it } from 'vitest';
import { aScope, AT, planNode } from '../../test/plan-node.js';
import { thrown } from '../../test/thrown.js';
import { createExecutor } from './create-executor.js';

const executor = createExecutor({ maxOutputBytes: 100 });

describe('the executor', () => {
  it('carries a node out by its type', () => {
    expect(executor.compute(planNode('transform', { output: 'x' }), aScope(), AT)).toEqual({
      output: 'x',
      handles: null,
    });
    expect(executor.until(planNode('delay', { duration: '1s' }), aScope(), AT)).toBe(AT + 1000);
  });

  it('fails a node whose output is too large', () => {
    const node = planNode('transform', { output: '{{ input }}' });
    expect(thrown(() => executor.compute(node, aScope({ input: 'x'.repeat(100) }), AT))).toMatchObject({
      name: 'NodeError',
      code: 'OUTPUT_TOO_LARGE',
    });
  });

  it('fails a node whose expression cannot be evaluated, with the code of the expression', () => {
    const node = planNode('transform', { output: '{{ 1 + input.text }}' });
    const error = thrown(() => executor.compute(node, aScope({ input: { text: 'a' } }), AT)) as NodeError;
    expect(error.toRunError()).toMatchObject({ code: 'EXPRESSION_FAILED', retryable: false });
  });

  it('fails a node of a type that it does not know, or that is of another kind', () => {
    const stranger = { ...planNode('end'), type: 'stranger' } as PlanNode;
    expect(thrown(() => executor.compute(stranger, aScope(), AT))).toMatchObject({
      name: 'NodeError',
      code: 'NODE_FAILED',
    });
    expect(thrown(() => executor.prepare(planNode('end'), aScope(), AT))).toMatchObject({
      name: 'NodeError',
      code: 'NODE_FAILED',
    });
  });
});
