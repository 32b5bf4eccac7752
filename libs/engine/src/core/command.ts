import type { RunError } from './state.js';

/** What the core decided. The driver carries commands out in order. */
export type Command =
  /** Evaluate the node's `when`, then compute it, begin its effect or its wait. `at` is its clock. */
  | {
      readonly type: 'execute';
      readonly path: string;
      readonly node: number;
      readonly attempt: number;
      readonly at: number;
    }
  /** Feed `timer.fired` when `until` has come. */
  | {
      readonly type: 'wait';
      readonly path: string;
      readonly node: number;
      readonly attempt: number;
      readonly until: number;
      readonly reason: 'delay' | 'retry';
    }
  /**
   * What the node was at is over by decision: stop it, its outcome no longer counts. A node that
   * was `ready` has not begun; `attempt` is then the last one made, 0 before the first.
   */
  | {
      readonly type: 'abort';
      readonly path: string;
      readonly node: number;
      readonly attempt: number;
      readonly was: 'ready' | 'running' | 'waiting';
    }
  /** Upstream decided that the node does not run: a fact to record. */
  | { readonly type: 'omit'; readonly path: string; readonly node: number }
  /** The attempt under way was given up as lost: a fact to record. */
  | {
      readonly type: 'give_up';
      readonly path: string;
      readonly node: number;
      readonly attempt: number;
      readonly error: RunError;
    }
  | Finish;

/** The run has ended. */
export type Finish =
  | { readonly type: 'finish'; readonly status: 'success'; readonly output: OutputSource }
  | { readonly type: 'finish'; readonly status: 'failed' | 'cancelled'; readonly error: RunError };

/** Where the output of a scope instance comes from: the first `end` reached, or the leaves that ended well. */
export type OutputSource =
  { readonly end: string } | { readonly leaves: readonly { readonly id: string; readonly path: string }[] };
