import type { JsonObject } from '@app/definition';
import { describe, expect, it } from 'vitest';
import { aScope, AT, planNode } from '../../test/plan-node.js';
import { switchExecutor } from './switch.executor.js';
import { switchType } from './switch.node-type.js';

const cases = [
  { id: 'late', when: 'input.days > 30' },
  { id: 'very_late', when: '{{ input.days > 90 }}' },
];

const choose = (days: number, more: JsonObject = {}) =>
  switchExecutor.compute(planNode('switch', { cases, ...more }), aScope({ input: { days } }), AT);

describe('switch', () => {
  it('goes the way of the first case that holds', () => {
    expect(choose(100)).toEqual({ output: 'late', handles: ['late'] });
  });

  it('goes the way of default where no case holds', () => {
    expect(choose(1)).toEqual({ output: 'default', handles: ['default'] });
  });

  it('goes the ways of all cases that hold when it is multiple', () => {
    expect(choose(100, { multiple: true })).toEqual({ output: ['late', 'very_late'], handles: ['late', 'very_late'] });
  });

  it('goes the way of default where no case holds when it is multiple', () => {
    expect(choose(1, { multiple: true })).toEqual({ output: [], handles: ['default'] });
  });

  it('does not evaluate the cases after the first one that holds', () => {
    const data = { cases: [cases[0] as JsonObject, { id: 'broken', when: '$error("no")' }] };
    expect(switchExecutor.compute(planNode('switch', data), aScope({ input: { days: 31 } }), AT).output).toBe('late');
  });

  it('has a handle for each case and default, whatever the data looks like', () => {
    expect(switchType.handles({ cases })).toEqual(['late', 'very_late', 'default']);
    expect(switchType.handles({})).toEqual(['default']);
    expect(switchType.handles({ cases: [null, 1, { id: 2 }] })).toEqual(['default']);
  });

  it('refuses two cases with one id', () => {
    expect(switchType.check?.({ cases: [{ id: 'a' }, { id: 'b' }, { id: 'a' }] })).toEqual([
      { path: 'cases[2].id', message: expect.any(String) as string },
    ]);
  });
});
