import { AppError } from '@app/errors';
import type { NodeState } from './state.js';
import { STATE_VERSION, type StoredScope, type StoredState } from './stored-state.js';

/** Version 1: no containers, every touched node in full, activities marked by a flag. */
interface StateVersion1 {
  readonly version: 1;
  readonly status: StoredState['status'];
  readonly scopes: { readonly [path: string]: ScopeVersion1 };
  readonly deadline: number | null;
}
interface ScopeVersion1 {
  readonly scope: number;
  readonly nodes: { readonly [id: string]: Omit<NodeState, 'by'> & { readonly activity?: boolean } };
  readonly end: string | null;
}

/**
 * Brings a stored state to the present version. Every released version stays readable: a new
 * one adds its step here, and fixtures of the old one to the tests.
 *
 * @throws AppError RUN_BROKEN for a state of a later version, or none at all
 */
export function migrateState(stored: { readonly version: number }): StoredState {
  if (stored.version === STATE_VERSION) return stored as StoredState;
  if (stored.version === 1) return fromVersion1(stored as StateVersion1);
  throw new AppError(
    'RUN_BROKEN',
    `The run's state has version ${String(stored.version)}; this worker reads 1 to ${STATE_VERSION}.`,
  );
}

function fromVersion1({ status, scopes, deadline }: StateVersion1): StoredState {
  const migrated = Object.entries(scopes).map(([path, scope]): [string, StoredScope] => [path, scopeFrom1(scope)]);
  return { version: STATE_VERSION, status, deadline, scopes: Object.fromEntries(migrated) };
}

/** That ended nodes are listed in full does no harm: the next snapshot packs them. */
function scopeFrom1({ scope, nodes, end }: ScopeVersion1): StoredScope {
  const active = Object.values(nodes).filter(({ status }) => ['ready', 'running', 'waiting'].includes(status)).length;
  const migrated = Object.entries(nodes).map(([id, { activity, ...own }]): [string, NodeState] => [
    id,
    activity === true ? { ...own, by: 'activity' } : own,
  ]);
  return { scope, active, nodes: Object.fromEntries(migrated), end, ended: {} };
}
