/** The format of RunState; raised, with a migration in `state-migrations.ts`, when the shape changes. */
export const STATE_VERSION = 1;

/** Why a node, a scope or a run failed. What expressions read as `nodes.ID.error` (without the last two). */
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
}

/**
 * Where a node of a scope instance is: not reached yet (not in the state at all, or only its
 * edge counters), `ready` (to be executed now), `running` (its effect's mark is recorded),
 * `waiting` (a timer: a delay, or the pause before an attempt), or ended.
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
  /** Its attempt under way runs as a regular activity. */
  activity?: boolean;
  /** What a `waiting` node waits for, and until when. */
  wait?: { reason: 'delay' | 'retry'; until: number };
}

/** One instance of a scope: the root, one item of a map, one turn of a loop. */
export interface ScopeState {
  /** Index into Plan.scopes. */
  readonly scope: number;
  /** Nodes that have not ended. The scope ends when it is 0. */
  open: number;
  /** By node id; nodes that no event has touched are missing. */
  nodes: { [id: string]: NodeState };
  /** The path of the first `end` node that was reached. */
  end: string | null;
}

/** All that the interpreter knows of a run, as plain JSON: a fold of its events. */
export interface RunState {
  readonly version: number;
  status: 'running' | 'success' | 'failed' | 'cancelled';
  /** By scope path: '' is the root; `PATH_OF_CONTAINER[n]` the n-th instance of a container's scope. */
  scopes: { [path: string]: ScopeState };
  /** When the run must have ended; milliseconds since the epoch; null: no bound. */
  deadline: number | null;
}
