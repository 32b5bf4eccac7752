import { ApplicationFailure } from '@temporalio/common';
import type { Journal } from '../journal.ts';
import { idempotencyKey } from './idempotency-key.ts';

/** What a trip is made of. */
export interface Part {
  readonly trip: string;
  readonly what: string;
}

/** What workflows know of the activities: their types alone, so that nothing of them is bundled. */
export type Activities = ReturnType<typeof createActivities>;

const SOLD_OUT = 'limousine';
const UNREADABLE = /\.gif$/;

/** All that touches the world outside. An activity may be called again: what it does it does under its key. */
export function createActivities(journal: Journal) {
  return {
    async book({ trip, what }: Part): Promise<{ booking: string }> {
      if (what === SOLD_OUT) throw failure('SoldOut', `There is no ${what} left for ${trip}.`);
      const booking = idempotencyKey();
      journal.add({ key: booking, kind: 'booked', data: { trip, what } });
      return { booking };
    },

    /** Also where nothing was booked: whoever undoes cannot always know. */
    async cancelBooking({ trip, what }: Part): Promise<void> {
      const booked = journal.entries().some(({ kind, data }) => {
        const part = data as Part;
        return kind === 'booked' && part.trip === trip && part.what === what;
      });
      if (booked) journal.add({ key: idempotencyKey(), kind: 'cancelled', data: { trip, what } });
    },

    async notify({ to, text }: { to: string; text: string }): Promise<void> {
      journal.add({ key: idempotencyKey(), kind: 'notified', data: { to, text } });
    },

    async charge({ customer, cents }: { customer: string; cents: number }): Promise<void> {
      journal.add({ key: idempotencyKey(), kind: 'charged', data: { customer, cents } });
    },

    async countEntries(kind: string): Promise<number> {
      return journal.entries().filter((entry) => entry.kind === kind).length;
    },

    async convert(picture: string): Promise<string> {
      if (UNREADABLE.test(picture)) throw failure('Unreadable', `${picture} cannot be read.`);
      journal.add({ key: idempotencyKey(), kind: 'converted', data: { picture } });
      return picture.replace(/\.\w+$/, '.webp');
    },
  };
}

/** One that another attempt would not help; flows know it by its type. */
const failure = (type: string, message: string) => ApplicationFailure.nonRetryable(message, type);
