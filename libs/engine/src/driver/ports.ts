import type { Json, JsonObject, Plan } from '@app/definition';
import type { ChildRequest, Executor } from './executor.js';
import type { RunStore } from './store.js';

/** Time, as the driver sees it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** 0 up to 1; for jitter only. */
  random(): number;
  /** Resolves after so many milliseconds, or at once when the signal is aborted. Never rejects. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** Wakes a driver when its run's inbox has a new row. A lost wake-up costs time, never the message. */
export interface InboxWatch {
  /** Calls `wake` on every notification for the run, until the returned function is called. */
  watch(runId: string, wake: () => void): () => void;
}

/** Plans by flow version, compiled once in a process. */
export interface PlanSource {
  /** @throws AppError RUN_BROKEN when the version is gone or does not compile */
  plan(flowVersionId: string): Promise<Plan>;
}

/** Flows that runs start as children. */
export interface FlowSource {
  /**
   * The version that is meant now.
   * @param parentRunId the run that asks
   * @throws NodeError where there is none, it may not be run, or the input does not hold its schema
   * @throws AppError DATABASE_UNAVAILABLE: it will be asked again
   */
  resolve(request: ChildRequest, parentRunId: string): Promise<ResolvedFlow>;
  /** An id for a run that is to be started. */
  newRunId(): string;
}

/** The version of a flow that a child runs. */
export interface ResolvedFlow {
  readonly flowVersionId: string;
  readonly flow: { readonly id: string; readonly name: string; readonly version: number };
  /** The input, as its schema has it. */
  readonly input: Json;
  /** What the settings of its flow come to. */
  readonly terms: JsonObject;
  /** Whether open runs of the flow were counted: the child is recorded before another flow is resolved. */
  readonly counted?: boolean;
}

/** Limits of one `advance`, milliseconds. */
export interface AdvanceLimits {
  /** After so long it leaves as soon as no effect is under way. */
  readonly budgetMs: number;
  /** Effects with a longer time-out run as regular activities. */
  readonly shortEffectMs: number;
  /** Waits that are longer are left to the workflow's timers. */
  readonly shortWaitMs: number;
  /** For so long it tries again while the store cannot be reached, and keeps the results it has. */
  readonly outageMs: number;
  /** How deep runs may be within runs. */
  readonly maxDepth: number;
}

/** What large maps are cut with, into slices that are runs of their own. */
export interface SlicePorts {
  /** How many items a slice has; a map of more is cut. */
  readonly size: number;
  /**
   * The outputs of the slices of a map that have all ended well, in order: each a list.
   * @throws NodeError OUTPUT_TOO_LARGE where they are too large together
   */
  outputs(runId: string, path: string): Promise<readonly Json[]>;
}

/** All that a driver needs. */
export interface DriverPorts {
  readonly store: RunStore;
  readonly executor: Executor;
  readonly clock: Clock;
  readonly inbox: InboxWatch;
  readonly plans: PlanSource;
  readonly flows: FlowSource;
  /** Missing: every map is carried out whole. */
  readonly slices?: SlicePorts;
  /** Wakes the workflow of another run, which has a message: best effort. */
  readonly wake: (runId: string) => void;
  readonly limits: AdvanceLimits;
  readonly env: { readonly [name: string]: string };
}
