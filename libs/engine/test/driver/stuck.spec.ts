import { describe, expect, it } from 'vitest';
import { STATE_VERSION } from '../../src/core/stored-state.js';
import { advanceRun } from '../../src/driver/advance-run.js';
import { MemoryStore } from '../simulator/memory-store.js';
import { SimProcess } from '../simulator/process.js';
import { World } from '../simulator/world.js';
import { aFlow, aNode } from '../sketch/sketch.js';

describe('a stored state that nothing can come of', () => {
  it('fails its run as broken, and does not let it hang', async () => {
    const root = { scope: 0, active: 1, nodes: {}, ended: {}, end: null };
    const store = new MemoryStore();
    store.run.startedAt = 1;
    const state = { version: STATE_VERSION, status: 'running', deadline: null, scopes: { '': root } } as const;
    store.run.snapshot = { state, seq: 0 };
    const thrown: unknown[] = [];
    const world = new World(aFlow([aNode('a')], []), store);
    const { ports } = new SimProcess(world);
    void advanceRun(ports, 'run', [], new AbortController().signal).catch((error: unknown) => thrown.push(error));
    await world.time.until(() => thrown.length > 0);
    expect(thrown[0]).toMatchObject({ code: 'RUN_BROKEN' });
  });
});
