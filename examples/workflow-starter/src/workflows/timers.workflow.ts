import { condition, defineQuery, defineSignal, setHandler } from '@temporalio/workflow';
import { activities } from './activities.ts';

/** Something to be reminded of. */
export interface Reminder {
  readonly to: string;
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly due: number;
}

export const snoozeSignal = defineSignal<[{ until: number }]>('snooze');
export const dueQuery = defineQuery<number>('due');

/** Reminds somebody when it is time. The time may be moved while it waits, for as long as years. */
export async function reminderWorkflow({ to, text, due: first }: Reminder): Promise<{ reminded_at: number }> {
  let due = first;
  setHandler(dueQuery, () => due);
  setHandler(snoozeSignal, ({ until }) => void (due = until));
  // One durable timer at a time: a moved one begins anew, with what is left.
  for (let left = due - Date.now(); left > 0; left = due - Date.now()) {
    const before = due;
    await condition(() => due !== before, left);
  }
  await activities.notify({ to, text });
  return { reminded_at: Date.now() };
}
