import type { Json } from '@app/definition';
import { describe, expect, it } from 'vitest';
import { aScope, AT, planNode } from '../../test/plan-node.js';
import { conditionExecutor } from './condition.executor.js';

const decide = (value: Json) =>
  conditionExecutor.compute(planNode('condition', { expression: 'input.value' }), aScope({ input: { value } }), AT);

describe('condition', () => {
  it.each([true, 1, -1, 'false', '0', ' ', { a: null }, [0, 1]])('takes %j for true', (value) => {
    expect(decide(value)).toEqual({ output: true, handles: ['true'] });
  });

  it.each([false, null, 0, '', {}, [], [0, ''], [[]]])('takes %j for false', (value) => {
    expect(decide(value)).toEqual({ output: false, handles: ['false'] });
  });

  it('takes what is not there for false', () => {
    const node = planNode('condition', { expression: '{{ input.nothing.here }}' });
    expect(conditionExecutor.compute(node, aScope(), AT).handles).toEqual(['false']);
  });
});
