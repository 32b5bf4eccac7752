import type { Plan } from '@app/definition';
import type { NodeState, RunState, ScopeState } from './state.js';
import { endedNode, STATE_VERSION, type StoredScope, type StoredState } from './stored-state.js';

/** The state as it is stored; it shares nothing that later events change. */
export function packState(plan: Plan, state: RunState): StoredState {
  const scopes = Object.entries(state.scopes).map(([path, scope]): [string, StoredScope] => [
    path,
    packScope(plan, scope),
  ]);
  return { ...state, version: STATE_VERSION, scopes: Object.fromEntries(scopes) };
}

function packScope(plan: Plan, scope: ScopeState): StoredScope {
  const open: [string, NodeState][] = [];
  const ended = new Map<string, number[]>();
  for (const [id, own] of Object.entries(scope.nodes)) {
    if (isOpen(own)) open.push([id, structuredClone(own)]);
    else {
      const index = plan.byId.get(id)?.index ?? -1;
      const indexes = ended.get(own.status);
      if (indexes === undefined) ended.set(own.status, [index]);
      else indexes.push(index);
    }
  }
  const ranges = [...ended].map(([status, indexes]) => [status, toRanges(indexes)]);
  const { undoable, undoMissing } = scope;
  return {
    ...scope,
    ...(undoable === undefined ? {} : { undoable: [...undoable] }),
    ...(undoMissing === undefined ? {} : { undoMissing: [...undoMissing] }),
    nodes: Object.fromEntries(open),
    ended: Object.fromEntries(ranges) as StoredScope['ended'],
  };
}

const isOpen = ({ status }: NodeState): boolean =>
  status === 'pending' || status === 'ready' || status === 'running' || status === 'waiting';

/** The state that is stored here; it may be changed. */
export function unpackState(plan: Plan, stored: StoredState): RunState {
  const { status, deadline, slice } = stored;
  const scopes = Object.entries(stored.scopes).map(([path, scope]): [string, ScopeState] => [
    path,
    unpackScope(plan, scope),
  ]);
  return { status, deadline, scopes: Object.fromEntries(scopes), ...(slice === undefined ? {} : { slice }) };
}

function unpackScope(plan: Plan, { ended, ...stored }: StoredScope): ScopeState {
  const scope = structuredClone(stored) as ScopeState;
  for (const [status, ranges] of Object.entries(ended)) {
    for (const index of fromRanges(ranges)) {
      const id = plan.nodes[index]?.id;
      if (id !== undefined) scope.nodes[id] = endedNode(status as Parameters<typeof endedNode>[0]);
    }
  }
  return scope;
}

/** `[0, 1, 2, 5]` as `0-2,5`. */
function toRanges(indexes: number[]): string {
  const ranges: string[] = [];
  indexes.sort((a, b) => a - b);
  for (let at = 0; at < indexes.length;) {
    const first = indexes[at] as number;
    let last = first;
    while (indexes[(at += 1)] === last + 1) last += 1;
    ranges.push(first === last ? `${first}` : `${first}-${last}`);
  }
  return ranges.join(',');
}

function fromRanges(text: string): number[] {
  return text.split(',').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, at) => first + at);
  });
}
