import { describe, expect, it } from 'vitest';
import { advanceRun } from '../../src/driver/advance-run.js';
import { SimProcess } from '../simulator/process.js';
import { World } from '../simulator/world.js';
import { aFlow, aNode } from '../sketch/sketch.js';

describe('a plan that validation should never have let through', () => {
  it('fails its run as broken where nodes can never be reached, and does not let it hang', async () => {
    const cycle = aFlow([aNode('a'), aNode('b'), aNode('c')], ['a -> b', 'b -> a']);
    const thrown: unknown[] = [];
    const world = new World(cycle);
    const { ports } = new SimProcess(world);
    void advanceRun(ports, 'run', [], new AbortController().signal).catch((error: unknown) => thrown.push(error));
    await world.time.until(() => thrown.length > 0);
    expect(thrown[0]).toMatchObject({ code: 'RUN_BROKEN' });
  });
});
