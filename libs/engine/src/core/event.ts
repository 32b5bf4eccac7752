import type { RunError } from './state.js';

/** What every event has: when it happened, milliseconds since the epoch. */
interface At {
  readonly at: number;
}

/** A node's path: its id in the root, `SCOPE_PATH/ID` further in. */
interface OfNode extends At {
  readonly path: string;
}

/**
 * What can happen to a run. The state is a fold of these; they are stored in `run_events`
 * in the order in which they were fed, and are all that a recovery needs.
 */
export type CoreEvent =
  | (At & { readonly type: 'run.started' })
  /** The mark of an effect: recorded before it begins. `activity`: it is carried out as a regular activity. */
  | (OfNode & { readonly type: 'node.started'; readonly attempt: number; readonly activity?: boolean })
  /** A delay began. */
  | (OfNode & { readonly type: 'node.waiting'; readonly attempt: number; readonly until: number })
  /** It ended well. `handles`: the handles chosen; null: all success handles that it has. */
  | (OfNode & { readonly type: 'node.succeeded'; readonly attempt: number; readonly handles: readonly string[] | null })
  /** Its `when` was false. */
  | (OfNode & { readonly type: 'node.skipped' })
  /** `random`, 0 up to 1, is drawn by the driver, for the pause's jitter. */
  | (OfNode & {
      readonly type: 'node.failed';
      readonly attempt: number;
      readonly error: RunError;
      readonly random: number;
    })
  /** The process that carried the attempt out is gone, and so is its outcome. */
  | (OfNode & { readonly type: 'node.lost'; readonly attempt: number; readonly random: number })
  /** The time that the node waited for has come. */
  | (OfNode & { readonly type: 'timer.fired' })
  | (At & { readonly type: 'run.cancel_requested'; readonly by: string | null })
  | (At & { readonly type: 'run.timed_out' });
