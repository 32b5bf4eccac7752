import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nestedFlows } from '../generators/flows.js';
import { PROOF, runs, UNHURRIED } from '../proof-size.js';
import { MemoryStore } from '../simulator/memory-store.js';
import { SimProcess } from '../simulator/process.js';
import { allRepeatable, driven, outcome } from '../simulator/scenes.js';
import { expectedEnd, expectedSteps, storedEnd, storedSteps } from '../simulator/verdict.js';
import type { World } from '../simulator/world.js';
import type { FlowSketch } from '../sketch/sketch.js';
import type { RunWrite } from '../../src/driver/store.js';

/** Remembers all that is written, with what is not to be stored encrypted in plain view. */
class OpenStore extends MemoryStore {
  readonly plain: string[] = [];

  override async write(write: RunWrite): Promise<void> {
    await super.write(write);
    const { steps, run, ...rest } = write;
    this.plain.push(JSON.stringify(rest));
    for (const { input, maskInput, output, maskOutput, ...step } of steps)
      this.plain.push(JSON.stringify([step, maskInput ? null : input, maskOutput ? null : output]));
    if (run !== undefined)
      this.plain.push(JSON.stringify({ ...run, output: run.maskOutput ? null : (run.output ?? null) }));
  }
}

const flow = fc.tuple(nestedFlows({ maxNodes: 10 }), fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }));

const masked = (sketch: FlowSketch, flags: readonly boolean[]): FlowSketch => ({
  ...sketch,
  nodes: sketch.nodes.map((node, at) => ({ ...node, mask: flags[at] === true })),
});

/** What masked nodes gave, as it would stand in JSON. All approvals give the same. */
function secrets({ store, flow: { nodes } }: World): string[] {
  const hidden = new Set(
    nodes.flatMap(({ id, mask, kind }) => (mask && kind !== 'container' && kind !== 'approval' ? [id] : [])),
  );
  return [...store.run.steps.values()].flatMap(({ nodeId, output }) => {
    const text = hidden.has(nodeId) && output != null ? JSON.stringify(output) : '';
    return text.length > 6 ? [text] : [];
  });
}

function expectHidden(world: World): void {
  const written = (world.store as OpenStore).plain.join('\n');
  expect(secrets(world).filter((secret) => written.includes(secret))).toEqual([]);
}

describe('masked outputs', UNHURRIED, () => {
  it('change nothing of how a run goes, and are written nowhere to be stored in plain text', async () => {
    let seen = 0;
    await fc.assert(
      fc.asyncProperty(flow, async ([sketch, flags]) => {
        const plain = await driven(sketch);
        const { world } = await driven(
          masked(sketch, flags),
          () => ({}),
          async () => new OpenStore(),
        );
        expect(world.breaches).toEqual([]);
        expect(outcome(world)).toEqual(outcome(plain.world));
        expect([storedEnd(world), storedSteps(world)]).toEqual([expectedEnd(world), expectedSteps(world)]);
        expect(storedEnd(world)).toEqual(storedEnd(plain.world));
        expectHidden(world);
        seen += secrets(world).length;
      }),
      runs(PROOF.driven),
    );
    expect(seen).toBeGreaterThan(PROOF.driven / 2);
  });

  it('stay hidden, and are the same, when processes die', async () => {
    await fc.assert(
      fc.asyncProperty(
        flow,
        fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 12, size: 'max' }),
        async ([sketch, flags], deaths) => {
          const calm = allRepeatable(sketch);
          const plain = await driven(calm);
          const workers = (w: World) => {
            const mortal = (n: number) => new SimProcess(w, deaths[n - 1] ? { at: deaths[n - 1]!, kind: 'die' } : null);
            return { driver: mortal, activity: mortal };
          };
          const { world } = await driven(masked(calm, flags), workers, async () => new OpenStore());
          expect(world.breaches).toEqual([]);
          expect(storedEnd(world)).toEqual(expectedEnd(world));
          expect(outcome(world)).toMatchObject({ status: (outcome(plain.world) as { status: string }).status });
          expectHidden(world);
        },
      ),
      runs(PROOF.driven),
    );
  });
});
