import type { NodeState, NodeStatus, RunState, ScopeState } from './state.js';

/** The format of a stored state; raised, with a migration in `state-migrations.ts`, when it changes. */
export const STATE_VERSION = 2;

/** The statuses of nodes that have ended. */
type EndedStatus = Exclude<NodeStatus, 'pending' | 'ready' | 'running' | 'waiting'>;

/**
 * A scope instance as it is stored. Of the nodes that have ended it is kept only how, as ranges of
 * their indexes in the plan (`0-17,20`), so that a snapshot stays small however many there are.
 */
export interface StoredScope extends Omit<ScopeState, 'nodes'> {
  readonly nodes: { readonly [id: string]: NodeState };
  readonly ended: { readonly [status in EndedStatus]?: string };
}

/** A run's state as it is stored. */
export interface StoredState extends Omit<RunState, 'scopes'> {
  readonly version: number;
  readonly scopes: { readonly [path: string]: StoredScope };
}

/** What is known of an ended node without its counters: nothing asks for them any more. */
export function endedNode(status: EndedStatus): NodeState {
  return { status, taken: 0, dead: 0, attempt: 0, failures: 0, readyAt: 0 };
}
