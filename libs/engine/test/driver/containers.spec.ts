import fc from 'fast-check';
import { describe, it } from 'vitest';
import { nestedFlows, stormyFlows } from '../generators/flows.js';
import { PROOF, runs, UNHURRIED } from '../proof-size.js';
import { backAfterTheEndSound, dying, failingSound } from '../simulator/befalls.js';
import { expectSound } from '../simulator/expect-sound.js';
import { LIMITS, SimProcess } from '../simulator/process.js';
import { driven, firstDriver } from '../simulator/scenes.js';

const KINDS = [
  ['containers', nestedFlows],
  ['containers in which much fails and is undone', stormyFlows],
] as const;

describe.each(KINDS)('a driven run with %s', UNHURRIED, (_, generated) => {
  const small = generated({ maxNodes: 9 });

  it('is stored as the reference says', async () => {
    await fc.assert(
      fc.asyncProperty(generated({ maxNodes: 25 }), async (flow) => expectSound((await driven(flow)).world)),
      runs(PROOF.driven),
    );
  });

  it('is so too when its process dies, at any moment', async () => {
    await fc.assert(
      fc.asyncProperty(small, (flow) => dying(flow, false)),
      runs(PROOF.crashed / 2),
    );
  });

  it('is so too when a call to the store fails, or its answer is lost, at any moment', async () => {
    await fc.assert(
      fc.asyncProperty(small, (flow) => failingSound(flow)),
      runs(PROOF.crashed / 2),
    );
  });

  it('is so too when a process stands still and comes back after the end', async () => {
    await fc.assert(
      fc.asyncProperty(small, (flow) => backAfterTheEndSound(flow)),
      runs(PROOF.crashed / 2),
    );
  });

  it('is so too when it is cancelled at any moment', async () => {
    await fc.assert(
      fc.asyncProperty(small, fc.nat({ max: 60 }), async (flow, at) => {
        const cancelling = firstDriver;
        const { world } = await driven(flow, (w) => cancelling({ at: at + 1, kind: 'do', act: () => w.cancel() })(w));
        expectSound(world);
      }),
      runs(PROOF.driven),
    );
  });

  it.each([0, 7])('is so too where its driver leaves after %i ms', async (budgetMs) => {
    await fc.assert(
      fc.asyncProperty(generated({ maxNodes: 15 }), async (flow) => {
        const { world } = await driven(flow, (w) => {
          w.tickMs = 1;
          return { driver: () => new SimProcess(w, null, { ...LIMITS, budgetMs }) };
        });
        expectSound(world);
      }),
      runs(PROOF.driven / 2),
    );
  });
});
