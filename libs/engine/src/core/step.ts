import type { Plan, PlanNode } from '@app/definition';
import type { Command } from './command.js';
import { splitPath } from './path.js';
import type { NodeState, NodeStatus, RunState, ScopeState } from './state.js';

/** What follows from a decision once the present one is through: worked off one by one, so that nothing recurs. */
export type FollowUp =
  /** Nothing in the scope instance is under way any more. */
  | { readonly is: 'rest'; readonly scopePath: string; readonly scope: ScopeState }
  /** A leaf of a race has ended well. */
  | { readonly is: 'won'; readonly scopePath: string; readonly scope: ScopeState; readonly winner: string }
  /** The scope around the container closes. */
  | { readonly is: 'close_container'; readonly path: string };

/** One event being worked in: the state changes in place, decisions are collected. */
export interface Step {
  readonly plan: Plan;
  readonly state: RunState;
  readonly at: number;
  readonly commands: Command[];
  readonly followUps: FollowUp[];
}

/** A node of a scope instance, with all that is looked up by its path. */
export interface Place {
  readonly path: string;
  readonly scopePath: string;
  readonly scope: ScopeState;
  readonly node: PlanNode;
  readonly own: NodeState;
}

/** The node at this path; null when there is none, or none that the run has reached. */
export function placeAt(step: Step, path: string): Place | null {
  const { scopePath, id } = splitPath(path);
  const scope = step.state.scopes[scopePath];
  const node = step.plan.byId.get(id);
  if (scope === undefined || node === undefined || node.scope !== scope.scope) return null;
  const own = touchedState(scope, id);
  return own === undefined ? null : { path, scopePath, scope, node, own };
}

/** The node's state if any event has touched it. An id may be `toString`: only own keys count. */
export function touchedState(scope: ScopeState, id: string): NodeState | undefined {
  return Object.hasOwn(scope.nodes, id) ? scope.nodes[id] : undefined;
}

/** The node's state, made on first touch. */
export function nodeState(scope: ScopeState, node: PlanNode): NodeState {
  const touched = touchedState(scope, node.id);
  if (touched !== undefined) return touched;
  const own: NodeState = { status: 'pending', taken: 0, dead: 0, attempt: 0, failures: 0, readyAt: 0 };
  scope.nodes[node.id] = own;
  return own;
}

/** Whether this attempt of the node at the path is under way. */
export function isUnderWay(state: RunState, path: string, attempt: number): boolean {
  const { scopePath, id } = splitPath(path);
  const scope = state.scopes[scopePath];
  const own = scope && touchedState(scope, id);
  return own?.status === 'running' && own.attempt === attempt;
}

/** Where the node at this path is; `pending` when nothing has touched it. */
export function statusAt(state: RunState, path: string): NodeStatus {
  const { scopePath, id } = splitPath(path);
  const scope = state.scopes[scopePath];
  return (scope && touchedState(scope, id)?.status) ?? 'pending';
}
