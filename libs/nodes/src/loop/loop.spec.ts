import type { JsonObject } from '@app/definition';
import { describe, expect, it } from 'vitest';
import { aScope, AT, planNode } from '../../test/plan-node.js';
import { thrown } from '../../test/thrown.js';
import { loopExecutor } from './loop.executor.js';

const goesOn = (data: JsonObject, turn: number, previous: unknown = null) =>
  loopExecutor.goesOn(planNode('loop', data), aScope({ iteration: turn, previous }), AT, turn);

describe('loop', () => {
  it('is asked before every turn by `while`', () => {
    expect([0, 1, 2].map((turn) => goesOn({ while: 'iteration < 2' }, turn))).toEqual([true, true, false]);
  });

  it('has a first turn with `until`, and is asked then', () => {
    expect(goesOn({ until: 'previous.done' }, 0)).toBe(true);
    expect(goesOn({ until: 'previous.done' }, 1, { done: false })).toBe(true);
    expect(goesOn({ until: 'previous.done' }, 1, { done: true })).toBe(false);
  });

  it('fails where it would have more turns than it may, not where it ends with the last', () => {
    expect(goesOn({ while: 'iteration < 2', max_iterations: 2 }, 2)).toBe(false);
    expect(thrown(() => goesOn({ while: true, max_iterations: 2 }, 2))).toMatchObject({ code: 'LOOP_LIMIT' });
    expect(goesOn({ while: true }, 99)).toBe(true);
    expect(thrown(() => goesOn({ while: true }, 100))).toMatchObject({ code: 'LOOP_LIMIT' });
  });
});
