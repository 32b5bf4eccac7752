import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Reconciler, type ReconcilerParts } from './reconciler.js';
import type { OpenRun } from './open-runs.repository.js';
import type { WorkflowState } from './workflow-fate.js';

const run = (runId: string): OpenRun => ({ runId, flowId: 'f', batchId: null });

function aReconciler(
  due: string[][],
  state: (runId: string) => Promise<WorkflowState>,
  over: Partial<Pick<ReconcilerParts, 'slots' | 'intervalMs'>> = {},
) {
  const parts = {
    runs: {
      openRunsToCheck: vi.fn(async (_limit: number, _olderThanMs: number) => (due.shift() ?? []).map(run)),
      find: vi.fn(async (runId: string): Promise<OpenRun | null> => run(runId)),
    },
    workflows: {
      state: vi.fn((of: OpenRun) => state(of.runId)),
      startAgain: vi.fn(async (_run: OpenRun) => undefined),
    },
    slots: over.slots ?? { has: () => false },
    intervalMs: over.intervalMs ?? 1_000,
    end: vi.fn(async () => undefined),
  };
  return { parts, reconciler: new Reconciler(parts) };
}

Logger.overrideLogger(false);

describe('the reconciler', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('starts a workflow again that is gone, and leaves one that goes on alone', async () => {
    const { parts } = aReconciler([['gone', 'fine']], async (runId) => (runId === 'gone' ? 'GONE' : 'RUNNING'));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(parts.workflows.startAgain.mock.calls).toEqual([[run('gone')]]);
  });

  it('resumes nothing that an operator terminated', async () => {
    const { parts } = aReconciler([['a']], async () => 'TERMINATED');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(parts.end).toHaveBeenCalledExactlyOnceWith('a', 'terminated');
    expect(parts.workflows.startAgain).not.toHaveBeenCalled();
  });

  it('does nothing where the run ended while Temporal was asked', async () => {
    const { parts } = aReconciler([['a']], async () => 'COMPLETED');
    parts.runs.find.mockResolvedValue(null);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(parts.workflows.startAgain).not.toHaveBeenCalled();
  });

  it('does nothing where the run left its batch while Temporal was asked', async () => {
    const { parts } = aReconciler([['a']], async () => 'COMPLETED');
    parts.runs.openRunsToCheck.mockResolvedValueOnce([{ ...run('a'), batchId: 'express-1' }]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(parts.workflows.state).toHaveBeenCalledTimes(1);
    expect(parts.workflows.startAgain).not.toHaveBeenCalled();
  });

  it('asks nothing of a run that is being advanced here', async () => {
    const { parts } = aReconciler([['a']], async () => 'GONE', { slots: { has: () => true } });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(parts.workflows.state).not.toHaveBeenCalled();
  });

  it('compares every run as soon as Temporal answers again', async () => {
    let down = true;
    const { parts } = aReconciler(
      [['a'], ['b']],
      () => (down ? Promise.reject(new Error('down')) : Promise.resolve('RUNNING')),
      {
        intervalMs: 60_000,
      },
    );
    await vi.advanceTimersByTimeAsync(60_000);
    down = false;
    await vi.advanceTimersByTimeAsync(2_000);
    const ages = parts.runs.openRunsToCheck.mock.calls.map(([, olderThanMs]) => olderThanMs);
    expect(ages[0]).toBe(60_000);
    expect(ages[1]).toBeLessThanOrEqual(2_000);
  });
});
