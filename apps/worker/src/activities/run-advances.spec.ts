import { describe, expect, it, vi } from 'vitest';
import { type Advanced, EpochLostError } from '@app/engine';
import { type RunCalls, RunSlots } from '@app/runs';
import { Leaving } from '../leaving.js';
import { RunAdvances } from './run-advances.js';
import type { RunPorts } from './run-ports.js';

const ENDED = { ended: true, again: false, wakeAt: null, activities: [] };
const NOBODY = new AbortController().signal;
const HERE = Promise.resolve(true);

/** Advances of runs that have all ended: what counts is how often each is taken over. */
function scene() {
  const take = vi.fn(() => Promise.resolve(null));
  const store = { take, outcome: () => Promise.resolve(null) };
  const driver = { store, inbox: { watch: () => () => undefined }, clock: { now: () => 0 } };
  const slots = new RunSlots(10);
  const calls = { toReport: () => undefined, follow: (_: string, advanced: Advanced) => Promise.resolve(advanced) };
  const parts = [{ driver } as unknown as RunPorts, slots, new Leaving(), calls as unknown as RunCalls] as const;
  const advances = new RunAdvances(...parts);
  return { take, slots, advances };
}

describe('advances of runs', () => {
  it('begin before the workflow asks, which then gets the one that was begun', async () => {
    const { advances, take } = scene();
    advances.begin('r', HERE);
    expect(take).toHaveBeenCalledTimes(1);
    expect(await advances.advance('r', { lost: [] }, NOBODY)).toEqual(ENDED);
    expect(take).toHaveBeenCalledTimes(1);
    await advances.advance('r', { lost: [] }, NOBODY);
    expect(take).toHaveBeenCalledTimes(2);
  });

  it('leave the slot that is kept for the run until the workflow has come, however early they are over', async () => {
    const { advances, slots } = scene();
    slots.reserve('r');
    advances.begin('r', HERE);
    await advances.settled();
    expect(slots.free).toBe(9);
    await advances.advance('r', { lost: [] }, NOBODY);
    expect(slots.free).toBe(10);
  });

  it('are made anew where the one that was begun did not end the run: it may have gone on elsewhere', async () => {
    const { advances, take } = scene();
    take.mockRejectedValueOnce(new EpochLostError('another has it'));
    advances.begin('r', HERE);
    expect(await advances.advance('r', { lost: [] }, NOBODY)).toEqual(ENDED);
    expect(take).toHaveBeenCalledTimes(2);
  });

  it('pass on how the one failed that was begun, and are made anew after that', async () => {
    const { advances, take } = scene();
    take.mockRejectedValueOnce(new Error('no such plan'));
    advances.begin('r', HERE);
    await expect(advances.advance('r', { lost: [] }, NOBODY)).rejects.toThrow('no such plan');
    expect(await advances.advance('r', { lost: [] }, NOBODY)).toEqual(ENDED);
  });

  it('forget one whose workflow was not started here', async () => {
    const { advances, take } = scene();
    advances.begin('r', Promise.resolve(false));
    await advances.settled();
    await advances.advance('r', { lost: [] }, NOBODY);
    expect(take).toHaveBeenCalledTimes(2);
  });

  it('forget one that no workflow has asked for', async () => {
    vi.useFakeTimers();
    const { advances, take } = scene();
    advances.begin('r', HERE);
    await vi.advanceTimersByTimeAsync(10_000);
    await advances.advance('r', { lost: [] }, NOBODY);
    expect(take).toHaveBeenCalledTimes(2);
    vi.useRealTimers();
  });
});
