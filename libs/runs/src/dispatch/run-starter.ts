import type { Claim } from './run-queue.js';

/** What came of a start: its first task runs in this process, or elsewhere, or the workflow was there already. */
export type Started = 'here' | 'elsewhere' | 'existed';

/** Starts the workflows that carry runs. */
export interface RunStarter {
  /** Starting a claim twice is one workflow. @throws when Temporal cannot be reached */
  start(claim: Claim): Promise<Started>;
}
