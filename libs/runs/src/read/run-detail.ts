import type { Json } from '@app/definition';
import type { RunError } from '@app/engine';
import type { StepStatus } from '../run/run-status.js';
import type { RunSummary } from './run-summary.js';

/** A run with its payloads. */
export interface RunDetail extends RunSummary {
  readonly input: Json;
  /** How many runs it has started; counted up to 1,000. */
  readonly children: number;
  /** null until it has ended well. */
  readonly output: Json;
}

/** One attempt of a node. */
export interface RunStepView {
  /** Its place among the run's steps; they begin in this order. */
  readonly ordinal: number;
  readonly path: string;
  readonly attempt: number;
  readonly nodeId: string;
  readonly type: string;
  readonly status: StepStatus;
  readonly input: Json;
  readonly output: Json;
  /** Whether input or output is left out because of its size. */
  readonly truncated: boolean;
  readonly error: RunError | null;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** A step with its place in the list. */
export interface PlacedStep extends RunStepView {
  /** Its place behind the step of the map that it is in, where that is carried out in slices; 0 elsewhere. */
  readonly sliceOrdinal: number;
}

/** A page of a run's steps. */
export interface StepPage {
  readonly steps: readonly PlacedStep[];
  readonly more: boolean;
}

/** What happened to a run. */
export interface RunEventView {
  readonly seq: number;
  readonly at: Date;
  readonly type: string;
  readonly path: string | null;
  readonly data: { readonly [key: string]: unknown } | null;
}
