import type { ClaimedRun } from './run-claims.repository.js';

/** What came of a start: its first task runs in this process, or elsewhere, or the workflow was there already. */
export type Started = 'here' | 'elsewhere' | 'existed';

/** Starts the workflows of runs. */
export interface RunStarter {
  /** Starting a run twice is one workflow. @throws when Temporal cannot be reached */
  start(run: ClaimedRun): Promise<Started>;
}
