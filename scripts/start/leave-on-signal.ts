import { whenOrphaned } from '../process/ancestors.ts';
import type { Stack } from './stack.ts';

/** A Ctrl-C comes twice, by the terminal and by npm; only a later one is a second Ctrl-C. */
const SAME_WITHIN_MS = 1_000;

/** Stops the stack on Ctrl-C, SIGTERM, a closed terminal, and when what started this process is gone. A second Ctrl-C does not wait. */
export function leaveOnSignal(stack: Stack): void {
  let first = 0;
  const leave = (why: string) => {
    if (first === 0) first = Date.now();
    else if (Date.now() - first > SAME_WITHIN_MS) process.exit(130);
    void stack.leave(0, why);
  };
  process.on('SIGINT', () => leave('Ctrl-C'));
  process.on('SIGTERM', () => leave('SIGTERM'));
  process.on('SIGHUP', () => leave('The terminal is closed'));
  // Nobody reads any more; writing must not stop the stopping.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  whenOrphaned(() => leave('What started this is gone'));
}
