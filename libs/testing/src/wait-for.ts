import { setTimeout as pause } from 'node:timers/promises';

/** How long to wait for something, and how often to look. */
export interface WaitOptions {
  /** Milliseconds; default 30,000. */
  within?: number;
  /** Milliseconds; default 25. */
  every?: number;
  /** What is waited for, for the error. */
  what?: string;
}

/**
 * Asks again and again until there is an answer that is neither undefined, null nor false; what it throws meanwhile counts as
 * no answer. @throws when there is none in time, with the last thing thrown as its cause
 */
export async function waitFor<T>(
  ask: () => T | Promise<T>,
  { within = 30_000, every = 25, what = 'the condition' }: WaitOptions = {},
): Promise<Exclude<T, undefined | null | false>> {
  const deadline = Date.now() + within;
  for (let last: unknown; ; await pause(every)) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== null && answer !== false) {
        return answer as Exclude<T, undefined | null | false>;
      }
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline) throw new Error(`Waited ${within} ms for ${what}`, { cause: last });
  }
}
