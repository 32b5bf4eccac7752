import type { ClaimedRun } from './run-claims.repository.js';

/** Where queued runs are claimed, so that one process at a time starts each. */
export interface RunQueue {
  /** Claims up to `limit` runs, those first that are due first; a claim that is neither used nor released runs out. */
  claim(limit: number): Promise<readonly ClaimedRun[]>;
  /** Gives claims back: the runs can be claimed again at once. */
  release(runIds: readonly string[]): Promise<void>;
}
