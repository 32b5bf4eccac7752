import { describe, expect, it } from 'vitest';
import { flow, node, outline, simulated } from '../a-simulation.js';
import { sound } from './a-pattern.js';

// The flow `factorial`: it calls itself by its own slug. That real runs do so, as deep as
// they may, is tested on servers, in apps/worker/test/subflow.int-spec.ts.
const definition = flow(
  [
    node('more', 'condition', { expression: 'input.n > 1' }),
    node('smaller', 'subflow', { flow: 'factorial', input: { n: '{{ input.n - 1 }}' } }),
    node('product', 'end', { output: '{{ input.n * nodes.smaller.output }}' }),
    node('one', 'end', { output: 1 }),
  ],
  'more:true -> smaller',
  'smaller -> product',
  'more:false -> one',
);
const self = { id: 'factorial', name: 'Factorial', version: 1 };

describe('22 Recursion: a flow runs itself as a part of itself', () => {
  it('asks itself for a smaller one, waits, and goes on with what that gave', async () => {
    const mocks = { smaller: { output: 24, delayMs: 4_000 } };
    const result = await simulated(sound(definition), { flow: self, input: { n: 5 }, mocks });
    expect(result).toMatchObject({ status: 'success', output: 120, duration_ms: 4_000 });
    expect(result.steps.find(({ path }) => path === 'smaller')?.input).toMatchObject({
      flow_id: 'factorial',
      input: { n: 4 },
    });
  });

  it('ends without itself at the bottom', async () => {
    const result = await simulated(sound(definition), { flow: self, input: { n: 1 } });
    expect(result).toMatchObject({ status: 'success', output: 1 });
    expect(outline(result)).toEqual(['more success', 'smaller omitted', 'product omitted', 'one success']);
  });

  it('gives the same at every level when each level is given what the one below gave', async () => {
    let below = 1;
    for (const n of [1, 2, 3, 4, 5, 6]) {
      const result = await simulated(definition, { flow: self, input: { n }, mocks: { smaller: { output: below } } });
      below = result.output as number;
    }
    expect(below).toBe(720);
  });
});
