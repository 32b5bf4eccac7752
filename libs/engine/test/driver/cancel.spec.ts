import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flows } from '../generators/flows.js';
import { PROOF, runs, UNHURRIED } from '../proof-size.js';
import { expectSound } from '../simulator/expect-sound.js';
import { driven, firstActivity, firstDriver, moments } from '../simulator/scenes.js';
import type { World } from '../simulator/world.js';

describe('a cancel', UNHURRIED, () => {
  it('ends the run within a second, at whatever moment it comes, and stops what is under way', async () => {
    await fc.assert(
      fc.asyncProperty(flows({ maxNodes: 8 }), async (flow) => {
        const { driver, activity } = await moments(flow);
        let asked = 0;
        const cancel = (world: World) => ({
          kind: 'do' as const,
          act: () => {
            asked = world.time.now;
            world.cancel();
          },
        });
        const check = ({ world }: { world: World }): void => {
          expectSound(world);
          const { run } = world.store;
          expect(run.finishedAt).not.toBeNull();
          expect(run.status === 'cancelled' ? run.finishedAt! - asked : 0).toBeLessThan(1_000);
        };
        for (let at = 1; at <= driver; at += 1)
          check(await driven(flow, (world) => firstDriver({ at, ...cancel(world) })(world)));
        for (let at = 1; at <= activity; at += 1)
          check(await driven(flow, (world) => firstActivity({ at, ...cancel(world) })(world)));
      }),
      runs(PROOF.crashed),
    );
  });

  it('ends a run that only waits for a timer of the shell', async () => {
    await fc.assert(
      fc.asyncProperty(flows({ maxNodes: 8 }), fc.nat({ max: 100_000 }), async (flow, after) => {
        let asked = 0;
        const { world } = await driven(flow, (w) => {
          void w.time.sleep(after).then(() => {
            asked = w.time.now;
            w.cancel();
          });
          return {};
        });
        expectSound(world);
        const { finishedAt, status } = world.store.run;
        expect(status === 'cancelled' ? finishedAt! - asked : 0).toBeLessThan(1_000);
      }),
      runs(PROOF.driven),
    );
  });

  it('whose notification is lost still ends the run, if it does not end before', async () => {
    await fc.assert(
      fc.asyncProperty(flows({ maxNodes: 8 }), fc.nat({ max: 30 }), async (flow, at) => {
        const quietly = (world: World): void => void world.store.leave({ kind: 'cancel', data: null, by: null });
        const { world } = await driven(flow, (w) => firstDriver({ at: at + 1, kind: 'do', act: () => quietly(w) })(w));
        expectSound(world);
      }),
      runs(PROOF.driven),
    );
  });
});
