import type { WaitReason } from './event.js';
import type { RunError } from './state.js';

/** What a command about a node has: its path, its index in the plan. */
interface OfNode {
  readonly path: string;
  readonly node: number;
}

/** Something to evaluate now. `at` is the clock that its expressions see. */
export type Execute =
  /** Evaluate the node's `when`, then compute it, begin its effect or its wait, or open it. */
  | (OfNode & { readonly type: 'execute'; readonly attempt: number; readonly at: number })
  /** Whether the loop goes on with this turn: feed `loop.decided`. */
  | (OfNode & { readonly type: 'ask'; readonly attempt: number; readonly turn: number; readonly at: number })
  /** All instances of the container have ended well: feed `node.succeeded` with its output. `sliced`: runs of their own have it. */
  | (OfNode & { readonly type: 'gather'; readonly attempt: number; readonly at: number; readonly sliced?: true });

/** Feed `timer.fired` when `until` has come; null: never. `turn`: a loop's pause. `timeout`: a container's time is up. */
export interface Wait extends OfNode {
  readonly type: 'wait';
  readonly attempt: number;
  readonly until: number | null;
  readonly reason: WaitReason | 'retry' | 'turn' | 'timeout';
}

/** What the core decided. The driver carries commands out in order. */
export type Command =
  | Execute
  | Wait
  /**
   * What the node was at is over by decision: stop it, its outcome no longer counts. A node that
   * was `ready` has not begun; `attempt` is then the last one made, 0 before the first.
   */
  | (OfNode & { readonly type: 'abort'; readonly attempt: number; readonly was: 'ready' | 'running' | 'waiting' })
  /** What was asked of the container, and its timers, are off. */
  | (OfNode & { readonly type: 'drop' })
  /** Upstream decided that the node does not run: a fact to record. */
  | (OfNode & { readonly type: 'omit' })
  /** The attempt under way was given up as lost: a fact to record. */
  | (OfNode & { readonly type: 'give_up'; readonly attempt: number; readonly error: RunError })
  /** Begin a run for each slice; feed `slice.ended` when one has ended. */
  | (OfNode & {
      readonly type: 'begin_slices';
      readonly attempt: number;
      readonly items: number;
      readonly size: number;
    })
  /** The slices that have not ended are to be cancelled; they are waited for. */
  | (OfNode & { readonly type: 'stop_slices'; readonly attempt: number })
  /** An instance of a map or a loop began. `path` is the instance's. */
  | (OfNode & { readonly type: 'begin_scope'; readonly index: number })
  /** An instance of a container ended. `path` is the instance's; `node` the container. */
  | (OfNode & { readonly type: 'end_scope'; readonly index: number; readonly ending: Ending })
  /** A container ended otherwise than well. */
  | (OfNode & {
      readonly type: 'end_container';
      readonly status: 'failed' | 'cancelled';
      readonly error: RunError | null;
    })
  /** What should have undone a node failed for good: a fact to record. `path` is the compensator's. */
  | (OfNode & { readonly type: 'miss_undo' })
  | Finish;

/** How a scope instance ended. */
export type Ending =
  | { readonly status: 'success'; readonly output: OutputSource }
  | { readonly status: 'failed' | 'cancelled'; readonly error: RunError };

/** The run has ended. */
export type Finish = { readonly type: 'finish' } & Ending;

/** Where the output of a scope instance comes from: the first `end` reached, or the leaves that ended well. */
export type OutputSource =
  { readonly end: string } | { readonly leaves: readonly { readonly id: string; readonly path: string }[] };
