import { describe, expect, it } from 'vitest';
import { aScope, AT, planNode } from '../../test/plan-node.js';
import { logExecutor } from './log.executor.js';

describe('log', () => {
  it('writes its message at its level, and gives both as its output', () => {
    const node = planNode('log', { message: 'Hello {{ input.name }}', level: 'warn' });
    const line = { level: 'warn', message: 'Hello Ada' };
    expect(logExecutor.compute(node, aScope({ input: { name: 'Ada' } }), AT)).toEqual({
      output: line,
      handles: null,
      log: [line],
    });
  });

  it('is of level info where nothing else is said', () => {
    expect(logExecutor.compute(planNode('log', { message: 'x' }), aScope(), AT).output).toEqual({
      level: 'info',
      message: 'x',
    });
  });

  it('writes a value that is no text as JSON', () => {
    const node = planNode('log', { message: '{{ input }}' });
    expect(logExecutor.compute(node, aScope({ input: { a: [1] } }), AT).log).toEqual([
      { level: 'info', message: '{"a":[1]}' },
    ]);
  });

  it('cuts a message that is too long, and never through a character', () => {
    const node = planNode('log', { message: '{{ input }}' });
    const [line] = logExecutor.compute(node, aScope({ input: `${'x'.repeat(16_383)}😀😀` }), AT).log ?? [];
    expect(line?.message.length).toBe(16_385);
    expect(line?.message.isWellFormed()).toBe(true);
  });
});
