import type { Call } from './target.ts';

/** A row of `run_events`. */
export interface EventSeen {
  readonly seq: number;
  readonly at: number;
  readonly type: string;
  readonly path: string | null;
  /** `until` of a delay. */
  readonly until: number | null;
}

/** A row of `run_steps`. */
export interface StepSeen {
  readonly path: string;
  readonly attempt: number;
  readonly type: string;
  readonly status: string;
  readonly begun: boolean;
  readonly code: string | null;
  /** Of the target's answer, in the recorded output. */
  readonly token: string | null;
}

/** A run, as everyone who knows of it has it. */
export interface RunSeen {
  readonly id: string;
  readonly ticket: string;
  readonly status: string;
  readonly seq: number;
  readonly code: string | null;
  readonly output: unknown;
  readonly events: readonly EventSeen[];
  readonly steps: readonly StepSeen[];
  /** What `GET /runs/:id` says. */
  readonly apiStatus: string;
  /** What Temporal says of its workflow; null: it knows none. */
  readonly workflow: string | null;
  /** By path, in order of arrival. */
  readonly calls: ReadonlyMap<string, readonly Call[]>;
}
