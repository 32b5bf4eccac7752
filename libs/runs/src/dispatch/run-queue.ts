import type { ClaimedRun } from './run-claims.repository.js';

/** Runs that one workflow is to carry: a single one, or a batch of express runs. */
export interface Claim {
  /** Of the run, or of the batch. */
  readonly id: string;
  readonly isBatch: boolean;
  readonly runs: readonly ClaimedRun[];
}

/** Where queued runs are claimed, so that one process at a time starts each. */
export interface RunQueue {
  /** Claims up to `limit` runs, those first that are due first; a claim that is neither used nor released runs out. */
  claim(limit: number): Promise<readonly Claim[]>;
  /** Gives claims back: the runs can be claimed again at once. */
  release(runIds: readonly string[]): Promise<void>;
}

/** The claim of a run that gets a workflow of its own. */
export const claimOf = (run: ClaimedRun): Claim => ({ id: run.runId, isBatch: false, runs: [run] });
