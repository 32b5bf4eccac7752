import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flows } from '../generators/flows.js';
import { PROOF, runs, UNHURRIED } from '../proof-size.js';
import { expectSound } from '../simulator/expect-sound.js';
import { SimProcess } from '../simulator/process.js';
import type { Shell } from '../simulator/shell.js';
import type { World } from '../simulator/world.js';
import { allRepeatable, driven, moments, outcome } from './scenes.js';

/** All that is stored of the run. */
const stored = ({ store: { run } }: World): unknown => structuredClone({ ...(run as object) });

/** A process that stands still for long lets time-outs pass: that may change how a run ends. */
const timedOut = ({ store: { run } }: World): boolean => JSON.stringify(run.events).includes('NODE_TIMEOUT');

/** Waits for the calls of the processes that stood still. */
async function settled(world: World, shell: Shell): Promise<void> {
  await world.time.until(() =>
    shell.orphans.every(({ advanced, error }) => advanced !== undefined || error !== undefined),
  );
}

describe('a driver that stood still and comes back', UNHURRIED, () => {
  it('after the end of the run changes nothing and leaves, wherever it stood', async () => {
    await fc.assert(
      fc.asyncProperty(flows({ maxNodes: 7 }), async (plain) => {
        const flow = allRepeatable(plain);
        const { world: undisturbed, driver } = await moments(flow);
        for (let at = 1; at <= driver; at += 1) {
          let old: SimProcess | undefined;
          const { world, shell } = await driven(flow, (w) => ({
            driver: (n) => (n === 1 ? (old = new SimProcess(w, { at, kind: 'stop' })) : new SimProcess(w)),
          }));
          const before = stored(world);
          old?.resume();
          await settled(world, shell);
          expect(stored(world)).toEqual(before);
          expectSound(world);
          expect(timedOut(world) || outcome(world)).toEqual(timedOut(world) || outcome(undisturbed));
        }
      }),
      runs(PROOF.crashed),
    );
  });

  it('in the middle of what its successor does changes nothing of it, wherever both are', async () => {
    await fc.assert(
      fc.asyncProperty(flows({ maxNodes: 8 }), fc.nat({ max: 40 }), fc.nat({ max: 30 }), async (plain, at, later) => {
        const flow = allRepeatable(plain);
        const undisturbed = await driven(flow);
        let old: SimProcess | undefined;
        const { world, shell } = await driven(flow, (w) => ({
          driver: (n) => {
            if (n === 1) return (old = new SimProcess(w, { at: at + 1, kind: 'stop' }));
            return new SimProcess(w, n === 2 ? { at: later + 1, kind: 'do', act: () => old?.resume() } : null);
          },
        }));
        old?.resume();
        await settled(world, shell);
        expectSound(world);
        expect(timedOut(world) || outcome(world)).toEqual(timedOut(world) || outcome(undisturbed.world));
      }),
      runs(PROOF.driven * 2),
    );
  });
});
