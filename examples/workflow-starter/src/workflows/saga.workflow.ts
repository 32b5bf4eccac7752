import { CancellationScope } from '@temporalio/workflow';
import { activities } from './activities.ts';

/** A trip, and what is to be booked for it, in this order. */
export interface Trip {
  readonly trip: string;
  readonly parts: readonly string[];
}

/** Books all parts of a trip, or none: when one fails, or the workflow is cancelled, the others are cancelled, last one first. */
export async function tripWorkflow({ trip, parts }: Trip): Promise<{ bookings: string[] }> {
  const bookings: string[] = [];
  const undo: (() => Promise<void>)[] = [];
  try {
    for (const what of parts) {
      // Before the booking is asked for: it may be made although its answer never comes.
      undo.unshift(() => activities.cancelBooking({ trip, what }));
      const { booking } = await activities.book({ trip, what });
      bookings.push(booking);
    }
    return { bookings };
  } catch (error) {
    await CancellationScope.nonCancellable(async () => {
      for (const step of undo) await step();
    });
    throw error;
  }
}
