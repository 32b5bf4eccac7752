import { describe, expect, it } from 'vitest';
import { tripWorkflow } from '../../src/workflows/saga.workflow.ts';
import type { UsedWorker } from '../use-worker.ts';

export function saga(worker: UsedWorker): void {
  describe('a saga', () => {
    /** What was done for a trip, in order. */
    const doneFor = (trip: string): string[] =>
      worker()
        .journal.entries()
        .map(({ kind, data }) => ({ kind, ...(data as { trip: string; what: string }) }))
        .filter((entry) => entry.trip === trip)
        .map(({ kind, what }) => `${kind} ${what}`);

    it('books all parts of a trip', async () => {
      const trip = await worker().start(tripWorkflow, { trip: 'Oslo', parts: ['flight', 'hotel'] });
      expect((await trip.result()).bookings).toHaveLength(2);
      expect(doneFor('Oslo')).toEqual(['booked flight', 'booked hotel']);
    });

    it('cancels what was booked, last one first, when a part is not to be had', async () => {
      const trip = await worker().start(tripWorkflow, {
        trip: 'Nice',
        parts: ['flight', 'hotel', 'limousine', 'table'],
      });
      await expect(trip.result()).rejects.toMatchObject({ cause: { cause: { type: 'SoldOut' } } });
      expect(doneFor('Nice')).toEqual(['booked flight', 'booked hotel', 'cancelled hotel', 'cancelled flight']);
    });

    it('cancels what was booked when the workflow is cancelled', async () => {
      const parts = Array.from({ length: 500 }, (_, night) => `night ${night}`);
      const trip = await worker().start(tripWorkflow, { trip: 'Rome', parts });
      await expect.poll(() => doneFor('Rome').length).toBeGreaterThan(2);
      await trip.cancel();
      await expect(trip.result()).rejects.toMatchObject({ cause: { name: 'CancelledFailure' } });
      const done = doneFor('Rome');
      const booked = done.filter((entry) => entry.startsWith('booked')).map((entry) => entry.slice('booked '.length));
      expect(booked.length).toBeLessThan(parts.length);
      expect(done.slice(booked.length)).toEqual(booked.toReversed().map((what) => `cancelled ${what}`));
    });
  });
}
