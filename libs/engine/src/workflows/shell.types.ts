/** A regular activity that an attempt runs as. */
export interface ActivityWait {
  readonly path: string;
  readonly attempt: number;
  /** Milliseconds that the attempt may take. */
  readonly timeoutMs: number;
}

/** A foreign activity or workflow that an attempt waits for. */
export interface CallWait {
  readonly path: string;
  readonly attempt: number;
  /** What to call; null where it was begun already, by the shell or as a workflow of its own. */
  readonly call: CallRequest | null;
  /** How long a worker has to take on what the shell begins, milliseconds; missing: for ever. */
  readonly claimWithinMs?: number;
}

/** What the shell needs to know of a call. */
export interface CallRequest {
  readonly kind: 'activity' | 'workflow';
  readonly name: string;
  readonly task_queue: string;
  readonly arguments: readonly unknown[];
  readonly heartbeat_timeout_ms: number | null;
  readonly timeout_ms: number | null;
  readonly wait: boolean;
  /** What comes of it is stored encrypted. Missing: it is not. */
  readonly mask?: true;
}

/** Why a call failed. */
export interface CallError {
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
  readonly details?: unknown;
  /** Milliseconds that the other side asked to wait before the next attempt. */
  readonly retryAfterMs?: number;
}

/** How a call ended. `value`: what it gave; or why it failed. */
export type CallEnded = { readonly path: string; readonly attempt: number } & CallResult;

/** What came of a call. */
export type CallResult = { readonly value: unknown } | { readonly error: CallError };

/** What is known of a run's calls when it is advanced. */
export interface CallReport {
  /** Keys `PATH#ATTEMPT` of those that were begun. */
  readonly started: readonly string[];
  readonly ended: readonly CallEnded[];
}

/** What the shell tells of its calls; keys are `PATH#ATTEMPT`. */
export interface ShellCalls {
  /** Those that the shell carries out itself. */
  readonly own: readonly string[];
  /** Those that have workflows of their own. */
  readonly apart: readonly string[];
  /** Of its own, those that have ended. */
  readonly ended: readonly CallEnded[];
  /** Of its own, those that no worker began in time; they never will. */
  readonly unclaimed: readonly string[];
  /** Its history has grown long: it takes on no more of its own. */
  readonly full: boolean;
}

/** What a run waits for when `advanceRun` returns; all of it, each time. */
export interface Advanced {
  /** The run has ended: so does the workflow. */
  readonly ended: boolean;
  /** There is more to do at once: call again. */
  readonly again: boolean;
  /** Call again at this time, milliseconds since the epoch; null: no timer. */
  readonly wakeAt: number | null;
  readonly activities: readonly ActivityWait[];
  /** Missing in what earlier versions returned. */
  readonly calls?: readonly CallWait[];
  /** The worker is leaving: what is left to do is another's. */
  readonly handOver?: boolean;
  /** Another driver has the run, or had it meanwhile: nothing is known of it here. */
  readonly takenOver?: boolean;
  /** How it ended: the workflow closes in the like way. */
  readonly outcome?: RunOutcome;
}

/** What is left of a batch of express runs when `advanceBatch` returns. */
export interface BatchAdvanced {
  /** None of its runs is its own any more: so ends the workflow. */
  readonly ended: boolean;
  /** The worker is leaving: what is left to do is another's. */
  readonly handOver?: boolean;
}

/** How a run ended; `code` is its error's, never the message, which may hold what users wrote. */
export interface RunOutcome {
  readonly status: 'success' | 'failed' | 'cancelled';
  readonly code?: string;
}

/** An activity that ended without leaving its result in the inbox: its worker is gone. */
export interface LostActivity {
  readonly path: string;
  readonly attempt: number;
}

/** The activities that the shell calls, by name; whoever hosts the shell registers these. */
export interface ShellActivities {
  /** Takes the run as far as it can go now. Local. */
  advanceRun(runId: string, lost: readonly LostActivity[], calls?: ShellCalls): Promise<Advanced>;
  /** Takes all runs of a batch as far as they can go now. Local. */
  advanceBatch(batchId: string): Promise<BatchAdvanced>;
  /** Leaves a cancel in the inboxes of a batch's runs: Temporal was asked to cancel the workflow. Local. */
  cancelBatch(batchId: string): Promise<void>;
  /** Ends a run that cannot end by itself; changes nothing where it has ended. Local. */
  updateRunStatus(
    runId: string,
    status: 'failed',
    error: { readonly code: string; readonly message: string },
  ): Promise<void>;
  /** Leaves a cancel in the run's inbox: Temporal was asked to cancel the workflow. Local. */
  cancelRun(runId: string): Promise<void>;
  /** Carries one attempt out and leaves its result in the inbox; where it leaves none, it fails. Regular: it beats its heart. */
  executeNode(runId: string, path: string, attempt: number): Promise<void>;
  /** What an attempt is to call; null where it is not wanted any more. Local. */
  loadCall(runId: string, path: string, attempt: number): Promise<CallRequest | null>;
  /** Whether the attempt still waits for its call. Local. */
  isCallWanted(runId: string, path: string, attempt: number): Promise<boolean>;
  /** Leaves what came of a call in the run's inbox, and wakes the run. Local. */
  endCall(runId: string, ended: CallEnded & Pick<CallRequest, 'mask'>): Promise<void>;
}
