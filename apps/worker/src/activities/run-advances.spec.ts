import { describe, expect, it, vi } from 'vitest';
import { RunSlots } from '@app/runs';
import { Leaving } from '../leaving.js';
import { RunAdvances } from './run-advances.js';
import type { RunPorts } from './run-ports.js';

const ENDED = { ended: true, again: false, wakeAt: null, activities: [] };
const NOBODY = new AbortController().signal;

/** Advances of runs that have all ended: what counts is how often each is taken over. */
function scene() {
  const take = vi.fn(() => Promise.resolve(null));
  const driver = { store: { take }, inbox: { watch: () => () => undefined }, clock: { now: () => 0 } };
  const slots = new RunSlots(10);
  const leaving = new Leaving();
  const advances = new RunAdvances({ driver } as unknown as RunPorts, slots, leaving);
  return { take, slots, leaving, advances };
}

describe('advances of runs', () => {
  it('begin before the workflow asks, which then gets the one that was begun', async () => {
    const { advances, slots, take } = scene();
    slots.reserve('r');
    advances.begin('r');
    expect(take).toHaveBeenCalledTimes(1);
    expect(await advances.advance('r', [], NOBODY)).toEqual(ENDED);
    expect(take).toHaveBeenCalledTimes(1);
    await advances.advance('r', [], NOBODY);
    expect(take).toHaveBeenCalledTimes(2);
  });

  it('are not begun twice where the workflow was faster', async () => {
    const { advances, slots, take } = scene();
    slots.reserve('r');
    const asked = advances.advance('r', [], NOBODY);
    advances.begin('r');
    await asked;
    expect(take).toHaveBeenCalledTimes(1);
  });

  it('are not begun by a process that leaves', async () => {
    const { advances, slots, leaving, take } = scene();
    slots.reserve('r');
    leaving.begin();
    advances.begin('r');
    await advances.settled();
    expect(take).not.toHaveBeenCalled();
  });

  it('are made anew by a workflow that has lost an activity since', async () => {
    const { advances, slots, take } = scene();
    slots.reserve('r');
    advances.begin('r');
    await advances.advance('r', [{ path: 'a', attempt: 1 }], NOBODY);
    expect(take).toHaveBeenCalledTimes(2);
  });

  it('pass on how the one failed that was begun, and are made anew after that', async () => {
    const { advances, slots, take } = scene();
    take.mockRejectedValueOnce(new Error('no such plan'));
    slots.reserve('r');
    advances.begin('r');
    await expect(advances.advance('r', [], NOBODY)).rejects.toThrow('no such plan');
    expect(await advances.advance('r', [], NOBODY)).toEqual(ENDED);
  });

  it('forget one that no workflow has asked for', async () => {
    vi.useFakeTimers();
    const { advances, slots, take } = scene();
    slots.reserve('r');
    advances.begin('r');
    await vi.advanceTimersByTimeAsync(10_000);
    await advances.advance('r', [], NOBODY);
    expect(take).toHaveBeenCalledTimes(2);
    vi.useRealTimers();
  });
});
