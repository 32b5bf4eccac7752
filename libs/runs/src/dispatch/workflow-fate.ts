import type { WorkflowExecutionStatusName } from '@temporalio/client';

/** What Temporal says of the workflow of a run; GONE: it knows none. */
export type WorkflowState = WorkflowExecutionStatusName | 'GONE';

/** What becomes of a run that is open in PostgreSQL. */
export type Fate = 'goes on' | 'start again' | 'terminated' | 'cancelled';

/**
 * A workflow that is closed, or gone with Temporal's database, under an open run is started
 * again: all that the run is lies in PostgreSQL. Not so where a person ended it in Temporal.
 */
export function fateOf(state: WorkflowState): Fate {
  switch (state) {
    case 'GONE':
    case 'COMPLETED':
    case 'FAILED':
    case 'TIMED_OUT':
      return 'start again';
    case 'TERMINATED':
      return 'terminated';
    case 'CANCELLED':
      return 'cancelled';
    default:
      return 'goes on';
  }
}
