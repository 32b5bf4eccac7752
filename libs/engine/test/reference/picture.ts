import type { OutputSource } from '../../src/core/command.js';

/** What the reference knows of a node. `delayed` waits for its own time, `pausing` for its next attempt. */
export interface NodePicture {
  readonly status:
    | 'pending'
    | 'ready'
    | 'running'
    | 'delayed'
    | 'pausing'
    | 'success'
    | 'failed'
    | 'skipped'
    | 'omitted'
    | 'cancelled';
  /** The attempt that is to be made, is under way, or was the last. */
  readonly attempt: number;
  readonly failures: number;
  /** Of an ended node: positions in `edges` of those that it took; all its others are dead. */
  readonly takes: readonly number[];
}

/** How the run ended. */
export type OutcomePicture =
  | { readonly status: 'success'; readonly output: OutputSource }
  | { readonly status: 'failed' | 'cancelled'; readonly code: string; readonly path: string | null };

/** What the reference knows of a run: facts only, nothing that is counted or looked up. */
export interface Picture {
  readonly started: boolean;
  readonly nodes: { readonly [id: string]: NodePicture };
  /** The `end` that was reached first. */
  readonly end: string | null;
  readonly outcome: OutcomePicture | null;
}

/** Statuses of nodes that have ended. */
export const ENDED = new Set<NodePicture['status']>(['success', 'failed', 'skipped', 'omitted', 'cancelled']);
