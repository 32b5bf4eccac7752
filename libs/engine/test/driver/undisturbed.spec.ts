import fc from 'fast-check';
import { describe, it } from 'vitest';
import { flows } from '../generators/flows.js';
import { PROOF, runs, UNHURRIED } from '../proof-size.js';
import { expectSound } from '../simulator/expect-sound.js';
import { Shell } from '../simulator/shell.js';
import { World } from '../simulator/world.js';

describe('a driven run that nothing befalls', UNHURRIED, () => {
  it('is stored as the reference says', async () => {
    await fc.assert(
      fc.asyncProperty(flows({ maxNodes: 15 }), async (flow) => {
        const world = new World(flow);
        await new Shell(world).follow();
        expectSound(world);
      }),
      runs(PROOF.driven),
    );
  });
});
