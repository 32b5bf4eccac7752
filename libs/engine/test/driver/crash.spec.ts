import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flows } from '../generators/flows.js';
import { aFlow, aNode } from '../sketch/sketch.js';
import { PROOF, runs, UNHURRIED } from '../proof-size.js';
import { dying } from '../simulator/befalls.js';
import { expectSound } from '../simulator/expect-sound.js';
import { SimProcess } from '../simulator/process.js';
import { allRepeatable, driven, outcome } from '../simulator/scenes.js';

const small = flows({ maxNodes: 8 });

describe('a process that dies, at every moment of a run', UNHURRIED, () => {
  it('is followed by one that ends the run in the same way, where effects may be made again', async () => {
    await fc.assert(
      fc.asyncProperty(small, (flow) => dying(allRepeatable(flow), true)),
      runs(PROOF.crashed),
    );
  });

  it('leaves no recorded result to be made again and no effect without its mark; what was under way is repeated only if it may be', async () => {
    await fc.assert(
      fc.asyncProperty(small, (flow) => dying(flow, false)),
      runs(PROOF.crashed),
    );
  });

  it('ends with its last event, also where that is the one with which a write is full', async () => {
    const nodes = Array.from({ length: 499 }, (_, at) => aNode(`n${at}`, { kind: 'compute' }));
    const flow = aFlow(
      nodes,
      nodes.slice(1).map(({ id }, at) => `n${at} -> ${id}`),
    );
    const { world } = await driven(flow);
    // A line and an end of each node, and the run's own beginning and end.
    expect(world.store.run.events).toHaveLength(1_000);
    await dying(flow, true);
  });

  it('may be followed by many that die: the run goes on with each', async () => {
    await fc.assert(
      fc.asyncProperty(
        small,
        fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 12, size: 'max' }),
        async (flow, deaths) => {
          const undisturbed = await driven(allRepeatable(flow));
          const { world } = await driven(allRepeatable(flow), (w) => {
            const mortal = (n: number): SimProcess =>
              new SimProcess(w, deaths[n - 1] ? { at: deaths[n - 1]!, kind: 'die' } : null);
            return { driver: mortal, activity: mortal };
          });
          expectSound(world);
          expect(outcome(world)).toEqual(outcome(undisturbed.world));
        },
      ),
      runs(PROOF.driven),
    );
  });
});
