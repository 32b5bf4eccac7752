import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flows } from '../generators/flows.js';
import { PROOF, runs, UNHURRIED } from '../proof-size.js';
import { expectSound } from '../simulator/expect-sound.js';
import { SimProcess } from '../simulator/process.js';
import type { FlowSketch } from '../sketch/sketch.js';
import { allRepeatable, driven, firstActivity, firstDriver, moments, outcome } from './scenes.js';

const small = flows({ maxNodes: 8 });
async function crashEverywhere(flow: FlowSketch, check: (got: unknown, undisturbed: unknown) => void): Promise<void> {
  const { world, driver, activity } = await moments(flow);
  for (let at = 1; at <= driver; at += 1) {
    const crashed = await driven(flow, firstDriver({ at, kind: 'die' }));
    expectSound(crashed.world);
    check(outcome(crashed.world), outcome(world));
  }
  for (let at = 1; at <= activity; at += 1) {
    const crashed = await driven(flow, firstActivity({ at, kind: 'die' }));
    expectSound(crashed.world);
    check(outcome(crashed.world), outcome(world));
  }
}

describe('a process that dies, at every moment of a run', UNHURRIED, () => {
  it('is followed by one that ends the run in the same way, where effects may be made again', async () => {
    await fc.assert(
      fc.asyncProperty(small, (flow) =>
        crashEverywhere(allRepeatable(flow), (got, undisturbed) => expect(got).toEqual(undisturbed)),
      ),
      runs(PROOF.crashed),
    );
  });

  it('leaves no recorded result to be made again and no effect without its mark; what was under way is repeated only if it may be', async () => {
    await fc.assert(
      fc.asyncProperty(small, (flow) => crashEverywhere(flow, () => {})),
      runs(PROOF.crashed),
    );
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
