import { describe, expect, it } from 'vitest';
import { advanceRun } from '../../src/driver/advance-run.js';
import type { Effect, Outcome } from '../../src/driver/executor.js';
import { NodeError } from '../../src/driver/node-error.js';
import type { DriverPorts } from '../../src/driver/ports.js';
import { SimProcess } from '../simulator/process.js';
import { World } from '../simulator/world.js';
import { aFlow, aNode } from '../sketch/sketch.js';

/** Drives a run of one effect that is carried out like this; gives how it ended. */
async function endOf(run: Effect['run']): Promise<unknown> {
  const world = new World(aFlow([aNode('a', { timeoutMs: 5_000 })], []));
  const { ports } = new SimProcess(world);
  const executor: DriverPorts['executor'] = { ...ports.executor, prepare: () => ({ input: null, run }) };
  let ended = false;
  void advanceRun({ ...ports, executor }, 'run', [], new AbortController().signal).then(() => (ended = true));
  await world.time.until(() => ended);
  const { status, error } = world.store.run;
  return [status, error?.code, error?.message];
}

describe('an effect', () => {
  it('that throws before it has promised anything fails its node', async () => {
    const thrown = (): never => {
      throw new TypeError('not even begun');
    };
    expect(await endOf(thrown)).toEqual(['failed', 'NODE_FAILED', 'not even begun']);
  });

  it('that throws a NodeError fails its node with that code', async () => {
    expect(await endOf(async () => Promise.reject(new NodeError('HTTP_STATUS', 'it said 500')))).toEqual([
      'failed',
      'HTTP_STATUS',
      'it said 500',
    ]);
  });

  it('that throws what is no Error fails its node all the same', async () => {
    // eslint-disable-next-line typescript/prefer-promise-reject-errors
    expect(await endOf(async () => Promise.reject('a word'))).toEqual(['failed', 'NODE_FAILED', 'a word']);
  });

  it('that heeds no signal is left behind when its time is over, and told to stop', async () => {
    const told: AbortSignal[] = [];
    const deaf: Effect['run'] = ({ signal }) => {
      told.push(signal);
      return new Promise(() => {});
    };
    expect(await endOf(deaf)).toMatchObject(['failed', 'NODE_TIMEOUT', expect.stringContaining('5000 ms')]);
    expect(told.map(({ aborted }) => aborted)).toEqual([true]);
  });
});

describe('an effect that ends just after another', () => {
  it.each(Array.from({ length: 24 }, (_, turns) => turns))('by %i turns counts as well', async (turns) => {
    const world = new World(aFlow([aNode('a'), aNode('b')], []));
    const { ports } = new SimProcess(world);
    const both = Promise.withResolvers<void>();
    const run = async (late: number): Promise<Outcome> => {
      await both.promise;
      for (let i = 0; i < late; i += 1) await Promise.resolve();
      return { output: null, handles: null };
    };
    const executor: DriverPorts['executor'] = {
      ...ports.executor,
      prepare: ({ id }) => ({ input: null, run: () => run(id === 'a' ? 0 : turns) }),
    };
    let ended: unknown;
    void advanceRun({ ...ports, executor }, 'run', [], new AbortController().signal).then((it) => (ended = it));
    await new Promise((resolve) => setTimeout(resolve, 5));
    both.resolve();
    await world.time.until(() => ended !== undefined);
    expect(ended).toMatchObject({ ended: true, outcome: { status: 'success' } });
  });
});
