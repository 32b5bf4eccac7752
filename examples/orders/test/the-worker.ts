import type { GuardedChild } from '../../../scripts/process/guarded-child.ts';

/** The one worker that serves: started when it is asked for, unless it runs. */
export function theWorker(start: () => GuardedChild): () => GuardedChild {
  let running: GuardedChild | undefined;
  return () => {
    if (!running || running.process.exitCode !== null || running.process.signalCode !== null) running = start();
    return running;
  };
}
