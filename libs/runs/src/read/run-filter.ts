import type { RunStatus } from '../run/run-status.js';

/** A label that a run must have. */
export interface LabelFilter {
  readonly name: string;
  readonly value: string;
}

/** Which runs a list has; all that is given must hold. Times: from, inclusive, to, exclusive. */
export interface RunFilter {
  readonly flowId?: string | undefined;
  /** Runs that this one has started. */
  readonly parentRunId?: string | undefined;
  /** Slices of large maps of this run; without it there are none. */
  readonly sliceOf?: string | undefined;
  readonly statuses?: readonly RunStatus[] | undefined;
  /** Runs that have each of these. */
  readonly labels?: readonly LabelFilter[] | undefined;
  readonly createdAfter?: Date | undefined;
  readonly createdBefore?: Date | undefined;
  readonly startedAfter?: Date | undefined;
  readonly startedBefore?: Date | undefined;
}

/** Where a page begins: after the row that a cursor stands for, or so many rows in. */
export interface PageRequest {
  readonly perPage: number;
  readonly after?: RunPosition | undefined;
  readonly offset?: number | undefined;
}

/** A row's place in a list: newest first, by id, or by start where the filter is by start. */
export interface RunPosition {
  readonly id: string;
  /** Milliseconds since the epoch; only in lists that are ordered by it. */
  readonly startedAt?: number | undefined;
}

/** Whether a list with this filter is ordered by when runs started, and not by when they were made. */
export function isByStart({ startedAfter, startedBefore }: RunFilter): boolean {
  return startedAfter !== undefined || startedBefore !== undefined;
}
