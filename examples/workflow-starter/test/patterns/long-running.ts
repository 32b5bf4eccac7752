import { describe, expect, it } from 'vitest';
import {
  changePriceSignal,
  endSignal,
  paidQuery,
  subscriptionWorkflow,
} from '../../src/workflows/long-running.workflow.ts';
import type { UsedWorker } from '../use-worker.ts';

export function longRunning(worker: UsedWorker): void {
  describe('a workflow that runs for years', () => {
    const charges = (customer: string): number[] =>
      worker()
        .journal.entries()
        .map(({ data }) => data as { customer: string; cents: number })
        .filter((charge) => charge.customer === customer)
        .map(({ cents }) => cents);

    it('continues as new, with all that it knows, and charges each period once', async () => {
      const subscription = { customer: 'ada', cents: 500, period_seconds: 0.02, periods_per_run: 2 };
      const handle = await worker().start(subscriptionWorkflow, subscription);
      await expect.poll(() => handle.query(paidQuery)).toBeGreaterThan(2);
      await handle.signal(changePriceSignal, 700);
      // More than one run of it has periods.
      await expect.poll(() => charges('ada').filter((cents) => cents === 700).length).toBeGreaterThan(2);
      await handle.signal(endSignal);
      const { paid } = await handle.result();
      expect(charges('ada')).toHaveLength(paid);
      expect(charges('ada')).toEqual(charges('ada').toSorted((a, b) => a - b));
      const first = worker().client.workflow.getHandle(handle.workflowId, handle.firstExecutionRunId);
      expect((await first.describe()).status.name).toBe('CONTINUED_AS_NEW');
    });

    it('ends in the middle of a period', async () => {
      const handle = await worker().start(subscriptionWorkflow, {
        customer: 'grace',
        cents: 500,
        period_seconds: 3600,
      });
      await expect.poll(() => charges('grace')).toEqual([500]);
      await handle.signal(endSignal);
      expect(await handle.result()).toEqual({ paid: 1 });
    });
  });
}
