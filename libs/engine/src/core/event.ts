import type { RunError } from './state.js';

/** What every event has: when it happened, milliseconds since the epoch. */
interface At {
  readonly at: number;
}

/** A node's path: its id in the root, `INSTANCE.ID` further in. */
interface OfNode extends At {
  readonly path: string;
}

/** Who carries an attempt out that outlives its driver: `executeNode`, another run, or a foreign activity or workflow. */
export type Elsewhere = 'activity' | 'child' | 'call';

/** What a node waits for without anything being under way: a time, an event sent to the run, people. */
export type WaitReason = 'delay' | 'event' | 'approval';

/** Which items of a map a slice has. */
export interface SliceRange {
  readonly path: string;
  /** Indexes of the first item, and of the first that is not in it any more. */
  readonly from: number;
  readonly to: number;
  /** How many may be open at a time. */
  readonly concurrency: number;
}

/**
 * What can happen to a run. The state is a fold of these; they are stored in `run_events`
 * in the order in which they were fed, and are all that a recovery needs.
 */
export type CoreEvent =
  | (At & { readonly type: 'run.started'; readonly slice?: SliceRange })
  /** The mark of an effect: recorded before it begins. `by`: it is carried out elsewhere, and outlives the driver. */
  | (OfNode & { readonly type: 'node.started'; readonly attempt: number; readonly by?: Elsewhere })
  /** A wait began. `until`: when it is over by itself; null: never. */
  | (OfNode & {
      readonly type: 'node.waiting';
      readonly attempt: number;
      readonly reason: WaitReason;
      readonly until: number | null;
    })
  /** A container opened. `items`: how many instances a map has; null for the others. `slice`: how many a slice of it has. */
  | (OfNode & {
      readonly type: 'node.opened';
      readonly attempt: number;
      readonly items: number | null;
      readonly slice?: number;
    })
  /** The run that carried out a slice, counted from 0, has ended; with the paths of the undos that are missing in it. */
  | (OfNode & {
      readonly type: 'slice.ended';
      readonly slice: number;
      readonly status: 'success' | 'failed' | 'cancelled';
      readonly error: RunError | null;
      readonly undo_missing?: readonly string[];
    })
  /** Whether a loop goes on with this turn, counted from 0. */
  | (OfNode & { readonly type: 'loop.decided'; readonly turn: number; readonly go: boolean })
  /** It ended well; of a container: its output is gathered. `handles`: those chosen; null: all success handles that it has. */
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
  /** The time that the node waited for has come; `timeout`: the time that a container had. */
  | (OfNode & { readonly type: 'timer.fired'; readonly timeout?: boolean })
  | (At & { readonly type: 'run.cancel_requested'; readonly by: string | null })
  | (At & { readonly type: 'run.timed_out' });
