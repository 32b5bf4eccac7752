import type { Elsewhere, WaitReason } from './event.js';

/** Why a node, a scope or a run failed. What expressions read as `nodes.ID.error` (without the last ones). */
export interface RunError {
  /** A code of the error registry, or the own code of a `fail` node. */
  readonly code: string;
  readonly message: string;
  readonly details?: unknown;
  /** Whether another attempt may succeed. */
  readonly retryable?: boolean;
  /** Milliseconds that the other side asked to wait before the next attempt. */
  readonly retryAfterMs?: number;
  /** The path of the node whose error it is, where it has left that node. */
  readonly path?: string;
  /** Paths of the compensators that failed for good: what they should have undone is not. */
  readonly undoMissing?: readonly string[];
}

/**
 * Where a node of a scope instance is: not reached yet (not in the state at all, or only its
 * edge counters), `ready` (to be executed now), `running` (its effect's mark is recorded, or it is
 * a container that has opened), `waiting` (for a time, an event, people, or the next attempt), or ended.
 */
export type NodeStatus =
  'pending' | 'ready' | 'running' | 'waiting' | 'success' | 'failed' | 'skipped' | 'omitted' | 'cancelled';

/** One node of one scope instance. Short keys would save bytes; names save readers. */
export interface NodeState {
  status: NodeStatus;
  /** Incoming edges that are taken, and that are dead; the others are pending. */
  taken: number;
  dead: number;
  /** The attempt under way or the last one made, from 1; 0 before the first. */
  attempt: number;
  /** Attempts that failed; a lost attempt of a repeatable node does not count. */
  failures: number;
  /** When it became ready, its own clock; milliseconds since the epoch. */
  readyAt: number;
  /** When its first attempt began; for `retry.max_duration`. */
  firstAt?: number;
  /** Who carries its attempt out, where that is not the driver. */
  by?: Elsewhere;
  /** What a `waiting` node waits for, and until when; null: for ever. */
  wait?: { reason: WaitReason | 'retry'; until: number | null };
  /** A `finally` edge led here: it is not cancelled with its scope. */
  shielded?: true;
  /** Of a container that has opened. */
  inside?: ContainerState;
}

/** What is inside a container that has opened. */
export interface ContainerState {
  /** How many instances a map has; null: a loop is asked, a group has one. */
  readonly total: number | null;
  /** Of a large map, how many items a slice has: its instances are then slices, each carried out by a run of its own. */
  readonly slice?: number;
  /** In a slice: how many of its items may be open at a time; elsewhere the node says so. */
  readonly most?: number;
  /** How many have begun: the index of the next one. */
  next: number;
  /** The instances that have not ended, ascending. */
  open: number[];
  /** What it is at between instances: asked since then whether it goes on, in a pause until then, its output being gathered. */
  at?: { is: 'asking' | 'gathering'; since: number } | { is: 'pausing'; until: number };
  /** Why its instances close; it ends like that when the last of them has. `error` null: it is cancelled. */
  closing?: { error: RunError | null };
  /** When its time is up. */
  deadline?: number;
}

/** How a scope instance closes. `error` null: it is a race that was won, by `winner`. */
export interface ClosingState {
  status: 'failed' | 'cancelled' | 'won';
  error: RunError | null;
  readonly winner?: string;
}

/** One instance of a scope: the root, the inside of a group, one item of a map, one turn of a loop. */
export interface ScopeState {
  /** Index into Plan.scopes. */
  readonly scope: number;
  /** Nodes that are ready, running or waiting: with none, nothing can happen in it any more. */
  active: number;
  /** By node id; nodes that no event has touched are missing. */
  nodes: { [id: string]: NodeState };
  /** The path of the first `end` node that was reached. */
  end: string | null;
  /** Ids of the nodes that ended well and have a compensator, in order of their ending. */
  undoable?: string[];
  /** Whether a node in it is shielded, or was. */
  shields?: true;
  closing?: ClosingState;
  /** Paths of compensators that failed for good, those of containers in it included. */
  undoMissing?: string[];
}

/** All that the interpreter knows of a run: a fold of its events. */
export interface RunState {
  status: 'running' | 'success' | 'failed' | 'cancelled';
  /** By scope path: '' is the root. Instances that have ended are gone. */
  scopes: { [path: string]: ScopeState };
  /** When the run must have ended; milliseconds since the epoch; null: no bound. */
  deadline: number | null;
  /** Of a run that is a slice of a map: the map's path. Around it there is only that node, and it ends as that ends. */
  slice?: string;
}
