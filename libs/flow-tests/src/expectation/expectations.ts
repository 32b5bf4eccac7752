import type { Json } from '@app/definition';

/** How a simulated run may come out. */
export const TEST_STATUSES = ['success', 'failed', 'cancelled', 'waiting'] as const;

/** One of the ways. */
export type TestStatus = (typeof TEST_STATUSES)[number];

/** Which nodes are to run; each is named by its id (any execution of it) or by a path as steps have it. */
export interface PathExpectations {
  readonly ran: readonly string[];
  readonly didNotRun: readonly string[];
  /** No other nodes run but these and the containers around them; null: any may. */
  readonly only: readonly string[] | null;
  /** They begin in this order; others may begin in between. */
  readonly inOrder: readonly string[];
}

/** What is to come of a test. */
export interface Expectations {
  readonly status: TestStatus;
  readonly error: { readonly code?: string; readonly path?: string };
  /** Exactly this; undefined: anything. */
  readonly output: Json | undefined;
  /** At least this; undefined: anything. */
  readonly outputContains: Json | undefined;
  /** Expressions that must be true. */
  readonly holds: readonly string[];
  readonly path: PathExpectations;
  /** Durations as they are written. */
  readonly duration: { readonly min?: string; readonly max?: string };
}
