import type { Json } from '@app/definition';
import type { RunError } from '../core/state.js';
import type { StoredState } from '../core/stored-state.js';
import type { RunOutcome } from '../workflows/shell.types.js';
import type { LogLine } from './executor.js';
import type { EventMessage, OutsideWrite } from './outside.js';
import type { SliceFacts } from './slice.js';

/** A row of `run_events`: what happened to the run, or a fact that the interpreter decided. */
export interface RunEvent {
  /** 1, 2, 3... without a gap within the run. */
  readonly seq: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** A CoreEvent's type, or a fact: `run.created`, `node.omitted`, `node.cancelled`, `log`, `run.succeeded`, `run.failed`, `run.cancelled`. */
  readonly type: string;
  readonly path: string | null;
  /** What the event has beside the above; for a CoreEvent, all its other fields. */
  readonly data: { readonly [key: string]: unknown } | null;
}

/** A row of `run_steps`: one attempt. What is undefined is left as it is. */
export interface StepWrite {
  readonly path: string;
  readonly attempt: number;
  readonly nodeId: string;
  readonly type: string;
  readonly status: 'running' | 'waiting' | 'success' | 'failed' | 'skipped' | 'omitted' | 'cancelled' | 'pending';
  readonly input?: Json;
  /** What is written of the input, or of the output, is stored encrypted. */
  readonly maskInput?: true;
  readonly output?: Json;
  readonly maskOutput?: true;
  readonly error?: RunError;
  /** Sorts the steps of a run: the number of the event that brought it, or of the next one. */
  readonly ordinal: number;
  /** Milliseconds since the epoch. */
  readonly startedAt?: number;
  readonly finishedAt?: number;
}

/** What is recorded of a path: the last attempt of a node, or an instance of a container (`MAP[3]`). */
export interface StepResult {
  readonly path: string;
  readonly type: string;
  readonly status: StepWrite['status'];
  readonly ordinal: number;
  readonly input: Json;
  /** null where there is none, and where it was not asked for since it is large. */
  readonly output: Json;
  /** Whether `output` is left out. */
  readonly large: boolean;
  /** Whether it was stored encrypted. */
  readonly masked?: boolean;
  readonly error: RunError | null;
  /** Milliseconds since the epoch; null: it has not begun. */
  readonly startedAt: number | null;
}

/** A row of `run_inbox` that no one has taken yet. */
export interface InboxMessage {
  readonly id: string;
  readonly kind: 'cancel' | 'node.result' | 'approval.decided' | 'child.ended';
  /** For `node.result`: NodeResult; for the others ApprovalDecided, ChildEnded; none for `cancel`. */
  readonly data: unknown;
  readonly by: string | null;
}

/** What `executeNode` leaves in the inbox: how an attempt ended that ran as a regular activity. */
export interface NodeResult {
  readonly path: string;
  readonly attempt: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly outcome?: { output: Json; handles: readonly string[] | null; log?: readonly LogLine[] };
  /** The outcome is stored encrypted. */
  readonly mask?: true;
  readonly error?: RunError;
}

/** Facts of a run that never change. */
export interface RunFacts {
  readonly runId: string;
  readonly flow: { readonly id: string; readonly name: string; readonly version: number };
  /** Key of the process's plan cache. */
  readonly flowVersionId: string;
  readonly input: Json;
  /** The run that started this one and waits for it; null: none. */
  readonly parentRunId: string | null;
  /** How many runs it is in: 0 for one that no run started. */
  readonly depth: number;
  /** Where it carries out a slice of another run's map; null: it does not. */
  readonly slice: SliceFacts | null;
  /** When its first `run.started` was recorded, milliseconds since the epoch; null before. */
  readonly startedAt: number | null;
}

/** The run whose steps these are: its own id, or of a slice that of the run whose map it is. */
export const stepsRunId = ({ runId, slice }: Pick<RunFacts, 'runId' | 'slice'>): string => slice?.of ?? runId;

/** A run as a driver takes it over. */
export interface TakenRun extends RunFacts {
  /** This driver's epoch: what it writes counts only while the run's epoch is this. */
  readonly epoch: number;
  /** The last snapshot; null: none yet. */
  readonly snapshot: { readonly state: StoredState; readonly seq: number } | null;
  /** All events after the snapshot, by seq. Facts are among them. */
  readonly events: readonly RunEvent[];
  /** The run's last seq. */
  readonly seq: number;
  readonly inbox: readonly InboxMessage[];
}

/** What is written of one run at once. */
export interface RunWrite {
  readonly runId: string;
  readonly epoch: number;
  readonly events: readonly RunEvent[];
  /** At most one for a path and attempt: the last. */
  readonly steps: readonly StepWrite[];
  /** Lines to append to the run's log. */
  readonly log: readonly (LogLine & { readonly at: number })[];
  /** Inbox rows that the events above take up. */
  readonly taken: readonly string[];
  /** What it does beside the run's own rows, in order. */
  readonly outside: readonly OutsideWrite[];
  /** The run's own row; undefined: as it is. */
  readonly run?: {
    readonly status: 'running' | 'waiting' | 'success' | 'failed' | 'cancelled';
    readonly startedAt?: number;
    /** State after the last of `events`. */
    readonly snapshot?: StoredState;
    readonly output?: Json;
    /** It is stored encrypted. */
    readonly maskOutput?: true;
    readonly error?: RunError;
    /** Set exactly when the status is terminal. */
    readonly finishedAt?: number;
  };
}

/** What is recorded of runs, to be read when it is needed. */
export interface ResultStore {
  /**
   * What is recorded of these paths, as far as anything is.
   * @param whole large outputs too; without it an output of more than LARGE_OUTPUT_BYTES is left out
   */
  results(runId: string, paths: readonly string[], whole: boolean): Promise<readonly StepResult[]>;
}

/** Outputs whose JSON has more bytes are read only when an expression needs them. */
export const LARGE_OUTPUT_BYTES = 64 * 1024;

/** Where runs are kept. In the worker PostgreSQL, in the simulator memory. */
export interface RunStore extends ResultStore {
  /** Raises the run's epoch and reads it; null when it has ended or does not exist. */
  take(runId: string): Promise<TakenRun | null>;
  /** How the run has ended; null when it has not, was terminated, or does not exist. */
  outcome(runId: string): Promise<RunOutcome | null>;
  /**
   * Writes all of it in one transaction, or nothing; resolves after the commit.
   * @throws EpochLostError when the run was taken over, or has ended
   * @throws UnstorableError when PostgreSQL refuses a value of one of the steps
   * @throws AppError DATABASE_UNAVAILABLE when it is not known whether it was written: the driver takes
   * the run over again and so sees what was
   */
  write(write: RunWrite): Promise<void>;
  /** Inbox rows that are not taken yet, by id; events are none of them. */
  readInbox(runId: string): Promise<readonly InboxMessage[]>;
  /** Events of these names that are not taken yet, oldest first, from number `after` on (not included); if not all, EVENTS_PAGE. */
  readEvents(runId: string, names: readonly string[], after: number): Promise<readonly EventMessage[]>;
}

/** Another driver has taken the run over, or it has ended: what this one knows is void. */
export class EpochLostError extends Error {
  override readonly name = 'EpochLostError';
}

/** A value of a step cannot be stored; `path` and `attempt` say of which. */
export class UnstorableError extends Error {
  override readonly name = 'UnstorableError';
  constructor(
    readonly path: string,
    readonly attempt: number,
    message: string,
  ) {
    super(message);
  }
}

/** A run as an attempt sees it that runs as a regular activity. */
export interface NodeCall extends RunFacts {
  readonly snapshot: StoredState;
}

/** What `executeNode` needs of the store. */
export interface NodeCallStore extends ResultStore {
  /**
   * Marks the attempt as begun, once: its row turns from `pending` to `running`, and the run is read.
   * null when it has begun before, or is not wanted any more.
   */
  begin(runId: string, path: string, attempt: number): Promise<NodeCall | null>;
  /** Leaves the result in the run's inbox; a second one for the same attempt changes nothing. */
  leaveResult(runId: string, result: NodeResult): Promise<void>;
}
