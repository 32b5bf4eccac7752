import type { NodeState, StoredState } from '@app/engine';
import type { KeptRun } from './kept-run.js';

/** Whether a run that is kept here has it; false: it is in none that can be simulated. */
type Keys<T> = { readonly [Key in keyof Required<T>]: boolean };
type StoredScope = StoredState['scopes'][string];
type ContainerState = NonNullable<NodeState['inside']>;

/** Every key of a stored state. One that is new is listed here, or this does not compile, and a kept run has to show it. */
const state: Keys<StoredState> = { version: true, status: true, deadline: true, scopes: true, slice: false };
const scope: Keys<StoredScope> = {
  scope: true,
  active: true,
  nodes: true,
  end: true,
  undoable: true,
  shields: true,
  closing: true,
  undoMissing: true,
  ended: true,
};
const node: Keys<NodeState> = {
  status: true,
  taken: true,
  dead: true,
  attempt: true,
  failures: true,
  readyAt: true,
  firstAt: true,
  by: true,
  wait: true,
  shielded: true,
  inside: true,
};
const container: Keys<ContainerState> = {
  total: true,
  slice: false,
  most: false,
  next: true,
  open: true,
  at: true,
  closing: true,
  deadline: true,
};
const closing: Keys<NonNullable<StoredScope['closing']>> = { status: true, error: true, winner: true };

const KEYS = { state, scope, node, container, closing };
const ofEach = (list: (keys: Readonly<Record<string, boolean>>) => string[]) =>
  Object.fromEntries(Object.entries(KEYS).map(([name, keys]) => [name, list(keys).sort()]));

/** All of them, by what has them. */
export const ALL_KEYS = ofEach((keys) => Object.keys(keys));
/** Those that kept runs have. */
export const KEPT_KEYS = ofEach((keys) => Object.keys(keys).filter((key) => keys[key] === true));

/** The keys that the snapshots of these runs have. */
export function keysIn(runs: readonly KeptRun[]): typeof ALL_KEYS {
  const states = runs.flatMap(({ snapshot }) => (snapshot === null ? [] : [snapshot.state]));
  const scopes = states.flatMap((each) => Object.values(each.scopes));
  const nodes = scopes.flatMap((each) => Object.values(each.nodes));
  const containers = nodes.flatMap(({ inside }) => inside ?? []);
  const keys = (all: readonly object[]): string[] => [...new Set(all.flatMap((each) => Object.keys(each)))].sort();
  return {
    state: keys(states),
    scope: keys(scopes),
    node: keys(nodes),
    container: keys(containers),
    closing: keys(scopes.flatMap((each) => each.closing ?? [])),
  };
}
