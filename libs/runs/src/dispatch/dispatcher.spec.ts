import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Dispatcher, type DispatcherParts } from './dispatcher.js';
import { type Claim, claimOf } from './run-queue.js';
import { RunSlots } from './run-slots.js';
import type { Started } from './run-starter.js';

const aClaim = (runId: string): Claim => claimOf({ runId, flowId: 'f' });

/** A queue in memory, and a starter that does as it is told. */
function aDispatcher({
  runs = 0,
  slots = new RunSlots(20),
  ...over
}: Partial<DispatcherParts> & { runs?: number; slots?: RunSlots } = {}) {
  const queued: Claim[] = Array.from({ length: runs }, (_, index) => aClaim(`r${index}`));
  const started: string[] = [];
  const existing: string[] = [];
  const here: string[] = [];
  const queue = {
    claim: vi.fn((limit: number) => Promise.resolve(queued.splice(0, limit))),
    release: vi.fn(async (runIds: readonly string[]) => void queued.push(...runIds.map((runId) => aClaim(runId)))),
  };
  const starter = {
    start: vi.fn(async ({ id }: Claim): Promise<Started> => {
      started.push(id);
      return 'elsewhere';
    }),
  };
  const dispatcher = new Dispatcher({
    queue,
    starter,
    slots,
    room: () => slots.free,
    atOnce: 16,
    maxStarts: Infinity,
    intervalMs: 1_000,
    onStart: ({ id }, started) => void started.then((isHere) => isHere && here.push(id)),
    onExisting: ({ id }) => existing.push(id),
    ...over,
  });
  return { dispatcher, queue, queued, starter, started, existing, here, slots };
}

const settled = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

Logger.overrideLogger(false);

describe('the dispatcher', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('starts all that is queued, more than one batch of it', async () => {
    const { started } = aDispatcher({ runs: 50 });
    await settled();
    expect(started).toHaveLength(50);
  });

  it('looks again when it is called, and after the interval when nobody calls', async () => {
    const { dispatcher, queued, started } = aDispatcher();
    await settled();
    queued.push(aClaim('called'));
    dispatcher.wake();
    await settled();
    queued.push(aClaim('polled'));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(started).toEqual(['called', 'polled']);
  });

  it('misses no call that comes while it looks', async () => {
    const { dispatcher, queued, queue, started } = aDispatcher();
    await settled();
    queue.claim.mockImplementationOnce(async () => {
      queued.push(aClaim('late'));
      dispatcher.wake();
      return [];
    });
    dispatcher.wake();
    await settled();
    expect(started).toEqual(['late']);
  });

  it('claims no more than it has slots for, and goes on when one comes free', async () => {
    const slots = new RunSlots(2);
    const { started, starter } = aDispatcher({ runs: 3, slots });
    starter.start.mockImplementation(async ({ id }) => {
      started.push(id);
      return 'here';
    });
    await settled();
    expect(started).toEqual(['r0', 'r1']);
    slots.enter('r0')();
    await settled();
    expect(started).toEqual(['r0', 'r1', 'r2']);
  });

  it('gives back what could not be started, and tries with growing pauses until it goes well', async () => {
    const { started, starter, queue } = aDispatcher({ runs: 3 });
    starter.start.mockImplementation(() => Promise.reject(new Error('Temporal is down')));
    await vi.advanceTimersByTimeAsync(10_000);
    const attempts = starter.start.mock.calls.length;
    expect(queue.release).toHaveBeenCalledTimes(attempts);
    expect(attempts).toBeLessThan(12);
    starter.start.mockImplementation(async ({ id }) => {
      started.push(id);
      return 'here';
    });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(started.toSorted()).toEqual(['r0', 'r1', 'r2']);
  });

  it('goes on after the queue could not be read', async () => {
    const { queue, started } = aDispatcher({ runs: 1 });
    queue.claim.mockRejectedValueOnce(new Error('PostgreSQL is down'));
    await settled();
    await vi.advanceTimersByTimeAsync(200);
    expect(started).toEqual(['r0']);
  });

  it('tells of each start whether its first task runs here', async () => {
    const { here, starter } = aDispatcher({ runs: 4 });
    starter.start.mockImplementation(async ({ id }) => {
      if (id === 'r3') throw new Error('Temporal is down');
      return id === 'r1' ? 'here' : 'elsewhere';
    });
    await settled();
    expect(here).toEqual(['r1']);
  });

  it('tells of a run whose workflow was there already, and keeps no slot for it', async () => {
    const { existing, starter, slots } = aDispatcher({ runs: 1 });
    starter.start.mockResolvedValue('existed');
    await settled();
    expect(existing).toEqual(['r0']);
    expect(slots.free).toBe(20);
  });

  it('gives back, when it stops, what it has claimed and not started', async () => {
    const { dispatcher, queue, queued, started } = aDispatcher();
    await settled();
    const claim = Promise.withResolvers<Claim[]>();
    queue.claim.mockReturnValueOnce(claim.promise);
    dispatcher.wake();
    const stopped = dispatcher.stop();
    claim.resolve([aClaim('late')]);
    await stopped;
    expect({ started, queued }).toEqual({ started: [], queued: [aClaim('late')] });
  });

  it('claims together what comes while it may start no more', async () => {
    const { queued, started, starter, dispatcher, queue } = aDispatcher({ maxStarts: 1 });
    await settled();
    const first = Promise.withResolvers<Started>();
    starter.start.mockReturnValueOnce(first.promise);
    queued.push(aClaim('first'));
    dispatcher.wake();
    await settled();
    for (const id of ['a', 'b', 'c']) {
      queued.push(aClaim(id));
      dispatcher.wake();
      await settled();
    }
    const claims = queue.claim.mock.calls.length;
    expect(started).toEqual([]);
    first.resolve('elsewhere');
    await settled();
    expect(started).toEqual(['a', 'b', 'c']);
    expect(queue.claim.mock.calls.length).toBe(claims + 1);
  });

  it('gives all runs of a batch back that could not be started', async () => {
    const { dispatcher, queued, starter, queue } = aDispatcher();
    await settled();
    starter.start.mockRejectedValueOnce(new Error('Temporal is down'));
    const runs = ['a', 'b'].map((runId) => ({ runId, flowId: 'f' }));
    queued.push({ id: 'batch', isBatch: true, runs });
    dispatcher.wake();
    await settled();
    expect(queue.release).toHaveBeenCalledExactlyOnceWith(['a', 'b']);
  });
});
