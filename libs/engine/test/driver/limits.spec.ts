import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flows } from '../generators/flows.js';
import { PROOF, runs, UNHURRIED } from '../proof-size.js';
import { expectSound } from '../simulator/expect-sound.js';
import { MemoryStore } from '../simulator/memory-store.js';
import { LIMITS, SimProcess } from '../simulator/process.js';
import { Shell } from '../simulator/shell.js';
import { World } from '../simulator/world.js';
import type { FlowSketch } from '../sketch/sketch.js';
import { driven, outcome } from '../simulator/scenes.js';

/** The same flow where this node, once it ends well, has given what cannot be stored: it has failed instead. */
function refusing(flow: FlowSketch, id: string): FlowSketch {
  const refused = { end: 'failure', code: 'OUTPUT_NOT_STORABLE', retryable: false } as const;
  const nodes = flow.nodes.map((node) =>
    node.id === id ? { ...node, script: node.script.map((each) => (each.end === 'success' ? refused : each)) } : node,
  );
  return { ...flow, nodes };
}

describe('a driver whose time is up', UNHURRIED, () => {
  it.each([0, 1, 7, 40])(
    'after %i ms leaves and is called again, and the run ends as it would have',
    async (budgetMs) => {
      const calls = { hurried: 0, undisturbed: 0 };
      await fc.assert(
        fc.asyncProperty(flows({ maxNodes: 12 }), async (flow) => {
          const undisturbed = await driven(flow);
          const { world, shell } = await driven(flow, (w) => {
            w.tickMs = 1;
            return { driver: () => new SimProcess(w, null, { ...LIMITS, budgetMs }) };
          });
          expectSound(world);
          expect(outcome(world)).toEqual(outcome(undisturbed.world));
          calls.hurried += shell.calls;
          calls.undisturbed += undisturbed.shell.calls;
        }),
        runs(PROOF.driven / 2),
      );
      // Not of each flow: time that passes lets waits end together that would have ended one after the other.
      expect(budgetMs > 1 || calls.hurried > calls.undisturbed).toBe(true);
    },
  );

  it('leaves every wait to the shell where it may not wait itself, and the run ends as it would have', async () => {
    await fc.assert(
      fc.asyncProperty(flows({ maxNodes: 12 }), async (flow) => {
        const undisturbed = await driven(flow);
        const limits = { ...LIMITS, shortWaitMs: -1, shortEffectMs: 0 };
        const { world } = await driven(flow, (w) => ({ driver: () => new SimProcess(w, null, limits) }));
        expectSound(world);
        expect(outcome(world)).toEqual(outcome(undisturbed.world));
      }),
      runs(PROOF.driven),
    );
  });
});

describe('a run with a time-out', UNHURRIED, () => {
  it('has failed by then with RUN_TIMEOUT, or has ended before', async () => {
    await fc.assert(
      fc.asyncProperty(flows({ maxNodes: 12 }), fc.nat({ max: 200_000 }), async (flow, timeoutMs) => {
        const world = new World(flow, new MemoryStore(), { timeoutMs });
        await new Shell(world).follow();
        expectSound(world);
        const { startedAt, finishedAt, error } = world.store.run;
        expect(finishedAt! - startedAt!).toBeLessThan(timeoutMs + 100);
        expect(error?.code !== 'RUN_TIMEOUT' || finishedAt! - startedAt! >= timeoutMs).toBe(true);
      }),
      runs(PROOF.driven),
    );
  });
});

describe('an output that cannot be stored', UNHURRIED, () => {
  it('fails its node with OUTPUT_NOT_STORABLE, and no other', async () => {
    await fc.assert(
      fc.asyncProperty(flows({ maxNodes: 10 }), fc.nat(), async (flow, pick) => {
        const { id } = flow.nodes[pick % flow.nodes.length]!;
        const expected = await driven(refusing(flow, id));
        const store = new MemoryStore();
        store.refuses = ({ path, output }) => output != null && path === id;
        const world = new World(flow, store);
        await new Shell(world).follow();
        expectSound(world);
        expect(outcome(world)).toEqual(outcome(expected.world));
      }),
      runs(PROOF.driven),
    );
  });
});
