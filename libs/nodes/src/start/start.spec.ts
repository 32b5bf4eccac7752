import { describe, expect, it } from 'vitest';
import { aScope, AT, planNode } from '../../test/plan-node.js';
import { startExecutor } from './start.executor.js';
import { startType } from './start.node-type.js';

describe('start', () => {
  it("gives the run's input as its output", () => {
    expect(startExecutor.compute(planNode('start'), aScope({ input: { a: 1 } }), AT)).toEqual({
      output: { a: 1 },
      handles: null,
    });
  });

  it('takes the setting timeout', () => {
    expect(startType.check?.({ settings: { timeout: '1h30m' } })).toEqual([]);
  });

  it.each(['concurrency', 'priority', 'labels', 'retention', 'type'])(
    'says that the setting %s is not carried out yet, instead of ignoring it',
    (name) => {
      expect(startType.check?.({ settings: { [name]: 1 } })).toEqual([
        { path: `settings.${name}`, message: expect.stringContaining('not carried out') as string },
      ]);
    },
  );

  it('refuses a setting that nobody knows', () => {
    expect(startType.check?.({ settings: { colour: 'red' } })).toMatchObject([{ path: 'settings.colour' }]);
  });
});
