import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RetentionSweep } from './retention-sweep.js';

Logger.overrideLogger(false);

const sweeping = (deleteSome: (usualMs: number | null) => Promise<boolean>) => {
  const runs = { deleteSome: vi.fn(deleteSome) };
  return { sweep: new RetentionSweep({ runs, usualMs: 5, intervalMs: 1_000 }), ...runs };
};

describe('the sweep of ended runs', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('looks again at once while there is something to delete, then after its pause', async () => {
    let left = 3;
    const { deleteSome } = sweeping(async () => (left -= 1) > 0);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(deleteSome.mock.calls).toEqual([[5], [5], [5]]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(deleteSome).toHaveBeenCalledTimes(4);
  });

  it('goes on after one that failed', async () => {
    const { deleteSome } = sweeping(() => Promise.reject(new Error('PostgreSQL is down')));
    await vi.advanceTimersByTimeAsync(3_000);
    expect(deleteSome.mock.calls.length).toBeGreaterThanOrEqual(2);
  });

  it('ends with the look that is under way', async () => {
    const { sweep, deleteSome } = sweeping(async () => true);
    await vi.advanceTimersByTimeAsync(1_000);
    await sweep.onModuleDestroy();
    const before = deleteSome.mock.calls.length;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(deleteSome).toHaveBeenCalledTimes(before);
  });
});
