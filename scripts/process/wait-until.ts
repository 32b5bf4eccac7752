import { setTimeout as pause } from 'node:timers/promises';

/** Asks until the answer is true. @throws when it is not within that time */
export async function waitUntil(withinMs: number, holds: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + withinMs; !(await holds()); await pause(50)) {
    if (Date.now() > deadline) throw new Error(`Not within ${withinMs} ms`);
  }
}
