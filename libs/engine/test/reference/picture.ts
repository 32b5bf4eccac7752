import type { OutputSource } from '../../src/core/command.js';
import type { WaitReason } from '../../src/core/event.js';

/** An error on its way out: its code, and the path of the node where it began; null: it is the run's own. */
export interface Failure {
  readonly code: string;
  readonly path: string | null;
}

/** What the reference knows of a container that has opened. */
export interface InsidePicture {
  /** How many instances a map has; null for the others. */
  readonly total: number | null;
  /** What it is at between its instances. */
  readonly at:
    | { readonly is: 'asking'; readonly turn: number }
    | { readonly is: 'pausing'; readonly turn: number; readonly until: number }
    | { readonly is: 'gathering' }
    | null;
  /** Why its instances close; `error` null: it is cancelled. */
  readonly closing: { readonly error: Failure | null } | null;
  readonly deadline: number | null;
}

/**
 * What the reference knows of a node of a scope instance. `delayed` waits for its own time, an event or
 * people, `pausing` for its next attempt; over `unreached` ones a closing scope passed in silence.
 */
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
    | 'cancelled'
    | 'unreached';
  /** The attempt that is to be made, is under way, or was the last. */
  readonly attempt: number;
  readonly failures: number;
  /** What it waits for while it is `delayed`, and until when; null: for ever. */
  readonly wait: { readonly reason: WaitReason; readonly until: number | null } | null;
  readonly inside: InsidePicture | null;
  /** What it failed with for good. */
  readonly error: Failure | null;
  /** Of an ended node: positions in `edges` of those that it took; all its others are dead. */
  readonly takes: readonly number[];
  /** Of an ended node: whether it was shielded when it ended. */
  readonly shielded: boolean;
}

/** How a scope instance ended. */
export type ScopeEnding =
  | { readonly status: 'success'; readonly output: OutputSource }
  | {
      readonly status: 'failed' | 'cancelled';
      readonly error: Failure | null;
      readonly undoMissing: readonly string[];
    };

/** What the reference knows of a scope instance. */
export interface ScopePicture {
  /** The path of its container; null: it is the root. */
  readonly container: string | null;
  /** The id of its container. */
  readonly of: string | null;
  /** The path of the `end` that was reached first. */
  readonly end: string | null;
  /** Ids of the nodes that ended with `success`, in order. */
  readonly succeeded: readonly string[];
  readonly undoMissing: readonly string[];
  /** `winner`: the leaf that won the race. */
  readonly closing: {
    readonly status: 'failed' | 'cancelled' | 'won';
    readonly error: Failure | null;
    readonly winner: string | null;
  } | null;
  readonly ended: ScopeEnding | null;
}

/** How the run ended. */
export type OutcomePicture =
  | { readonly status: 'success'; readonly output: OutputSource }
  | {
      readonly status: 'failed' | 'cancelled';
      readonly code: string;
      readonly path: string | null;
      readonly undoMissing: readonly string[];
    };

/** What the reference knows of a run: facts only, nothing that is counted or looked up, and nothing forgotten. */
export interface Picture {
  readonly started: boolean;
  /** By path: every node of every scope instance that has begun. */
  readonly nodes: { readonly [path: string]: NodePicture };
  /** By path: every scope instance that has begun; '' is the root. */
  readonly scopes: { readonly [path: string]: ScopePicture };
  readonly outcome: OutcomePicture | null;
}

/** A scope instance to which nothing has happened. */
export const NEW_SCOPE: Omit<ScopePicture, 'container' | 'of'> = {
  end: null,
  succeeded: [],
  undoMissing: [],
  closing: null,
  ended: null,
};

/** A node to which nothing has happened. */
export const UNTOUCHED: NodePicture = {
  status: 'pending',
  attempt: 0,
  failures: 0,
  wait: null,
  inside: null,
  error: null,
  takes: [],
  shielded: false,
};

/** Statuses of nodes that have ended. */
export const ENDED = new Set<NodePicture['status']>([
  'success',
  'failed',
  'skipped',
  'omitted',
  'cancelled',
  'unreached',
]);

/** Statuses of nodes that are under way. */
export const ACTIVE = new Set<NodePicture['status']>(['ready', 'running', 'delayed', 'pausing']);

/** The picture with a node changed. */
export function putNode(picture: Picture, path: string, changes: Partial<NodePicture>): Picture {
  const node = { ...(picture.nodes[path] ?? UNTOUCHED), ...changes };
  return { ...picture, nodes: { ...picture.nodes, [path]: node } };
}

/** The picture with a scope instance changed. */
export function putScope(picture: Picture, path: string, changes: Partial<ScopePicture>): Picture {
  return { ...picture, scopes: { ...picture.scopes, [path]: { ...picture.scopes[path]!, ...changes } } };
}
