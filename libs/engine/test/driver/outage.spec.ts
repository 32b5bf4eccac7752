import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flows } from '../generators/flows.js';
import { PROOF, runs, UNHURRIED } from '../proof-size.js';
import { failing } from '../simulator/befalls.js';
import { expectSound } from '../simulator/expect-sound.js';
import { aFlow, aNode } from '../sketch/sketch.js';
import { driven, firstDriver, moments, outcome } from '../simulator/scenes.js';

describe('a store that does not answer', UNHURRIED, () => {
  it('once, before or after it did as it was told, at every moment: no outcome is lost, nothing is done twice', async () => {
    await fc.assert(
      fc.asyncProperty(flows({ maxNodes: 8 }), (flow) => failing(flow)),
      runs(PROOF.crashed),
    );
  });

  it('while the end of a failed run is written: what that end would stop is not lost', async () => {
    const fails = { end: 'failure', code: 'HTTP_STATUS', retryable: false } as const;
    const nodes = ['b', 'c', 'd', 'e', 'f', 'g'].map((id) => aNode(id));
    const flow = aFlow([aNode('a'), ...nodes, aNode('z', { kind: 'compute', script: [fails] })], ['a -> z']);
    const { driver } = await moments(flow);
    for (let at = 1; at <= driver; at += 1) {
      const { world } = await driven(flow, firstDriver({ at, kind: 'fail' }));
      expectSound(world);
      expect(world.store.run.error?.code).toBe('HTTP_STATUS');
    }
  });

  it('for a while, or for longer than the driver is patient: the run ends in the same way', async () => {
    await fc.assert(
      fc.asyncProperty(
        flows({ maxNodes: 12 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 2, max: 60 }),
        async (flow, at, times) => {
          const undisturbed = await driven(flow);
          const { world } = await driven(flow, (w) => {
            // Past its patience the driver goes, and its effects with it.
            w.disturbed = true;
            return firstDriver({ at, kind: 'fail', times })(w);
          });
          expectSound(world);
          const lost = world.store.run.events.some(({ type }) => type === 'node.lost');
          expect(lost || outcome(world)).toEqual(lost || outcome(undisturbed.world));
        },
      ),
      runs(PROOF.driven),
    );
  });
});
