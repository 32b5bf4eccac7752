import { Logger } from '@nestjs/common';
import { describe, expect, it, vi } from 'vitest';
import { EpochLostError } from '@app/engine';
import { AppError } from '@app/errors';
import { type ExpressBatches, type RunEnds, RunSlots } from '@app/runs';
import { Leaving } from '../leaving.js';
import { ExpressAdvances } from './express-advances.js';
import type { RunPorts } from './run-ports.js';

const NOBODY = new AbortController().signal;
const HERE = Promise.resolve(true);
const RUNS = ['a', 'b', 'c'];

Logger.overrideLogger(false);

/** A batch of runs that have all ended, but for those that cannot be taken over. */
function scene(failing: Readonly<Record<string, Error>> = {}) {
  const take = vi.fn((runId: string) => (failing[runId] ? Promise.reject(failing[runId]) : Promise.resolve(null)));
  const driver = {
    store: { take, outcome: () => Promise.resolve(null) },
    inbox: { watch: () => () => undefined },
    clock: { now: () => 0 },
    limits: { outageMs: 0 },
  };
  const openRuns = vi.fn(() => Promise.resolve(RUNS));
  const leave = vi.fn(() => Promise.resolve(true));
  const end = vi.fn(() => Promise.resolve());
  const slots = new RunSlots(10);
  const leaving = new Leaving();
  const advances = new ExpressAdvances(
    { driver } as unknown as RunPorts,
    { openRuns, leave } as unknown as ExpressBatches,
    { end } as unknown as RunEnds,
    slots,
    leaving,
  );
  return { advances, take, openRuns, leave, end, slots, leaving };
}

describe('advances of a batch', () => {
  it('begin before the workflow asks, which then gets what was begun and nobody looks for the runs', async () => {
    const { advances, take, openRuns } = scene();
    advances.begin('batch', RUNS, HERE);
    expect(await advances.advance('batch', NOBODY)).toEqual({ ended: true });
    expect(take.mock.calls.flat()).toEqual(RUNS);
    expect(openRuns).not.toHaveBeenCalled();
  });

  it('are made anew over the runs that are open where the workflow was not started here', async () => {
    const { advances, take, openRuns } = scene();
    advances.begin('batch', RUNS, Promise.resolve(false));
    await advances.settled();
    expect(await advances.advance('batch', NOBODY)).toEqual({ ended: true });
    expect(openRuns).toHaveBeenCalledTimes(1);
    expect(take).toHaveBeenCalledTimes(6);
  });

  it('hold a slot for each run as long as it is driven', async () => {
    const { advances, slots, take } = scene();
    const taken = Promise.withResolvers<null>();
    take.mockReturnValueOnce(taken.promise);
    advances.begin('batch', RUNS, HERE);
    expect(RUNS.map((runId) => slots.has(runId))).toEqual([true, true, true]);
    await vi.waitFor(() => expect(slots.room).toBe(9));
    expect(RUNS.map((runId) => slots.has(runId))).toEqual([true, false, false]);
    taken.resolve(null);
    await advances.settled();
    expect(slots.room).toBe(10);
  });

  it('leave a run to the driver that has it, and ask again', async () => {
    const { advances, leave } = scene({ b: new EpochLostError('another has it') });
    expect(await advances.advance('batch', NOBODY)).toEqual({ ended: false });
    expect(leave).not.toHaveBeenCalled();
  });

  it('fail a run that can never go on, and it alone', async () => {
    const { advances, end } = scene({ b: new AppError('RUN_BROKEN') });
    expect(await advances.advance('batch', NOBODY)).toEqual({ ended: true });
    expect(end).toHaveBeenCalledExactlyOnceWith('b', 'failed', expect.objectContaining({ code: 'RUN_BROKEN' }));
  });

  it('fail no run of a workflow that was not started here', async () => {
    const { advances, end } = scene({ b: new AppError('RUN_BROKEN') });
    advances.begin('batch', RUNS, Promise.resolve(false));
    await advances.settled();
    expect(end).not.toHaveBeenCalled();
  });

  it('are to be tried again, when the others have ended, where PostgreSQL cannot be reached', async () => {
    const { advances, take, end } = scene({ b: new AppError('DATABASE_UNAVAILABLE') });
    await expect(advances.advance('batch', NOBODY)).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    expect(take.mock.calls.flat()).toEqual(RUNS);
    expect(end).not.toHaveBeenCalled();
  });

  it('are handed over by a worker that leaves', async () => {
    const { advances, leaving } = scene({ b: new EpochLostError('another has it') });
    leaving.begin();
    expect(await advances.advance('batch', NOBODY)).toEqual({ ended: false, handOver: true });
  });
});
