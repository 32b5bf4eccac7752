import type { NodeView, Plan } from '@app/definition';
import { instancePath, nodePath } from '../core/path.js';
import type { ContainerState, RunState, ScopeState } from '../core/state.js';
import type { Call } from './executor.js';
import { errorView, type RunMemory } from './run-memory.js';
import type { SliceFacts } from './slice.js';
import { stepsRunId, type ResultStore, type RunFacts, type StepResult } from './store.js';

/** What a run that is taken up again has to be reminded of, as far as its state still needs it. */
interface Needed {
  readonly slice: SliceFacts | null;
  /** Paths of nodes that have ended. */
  readonly views: Set<string>;
  /** Nodes that did not run. */
  readonly empty: Map<string, 'skipped' | 'omitted'>;
  /** Of those that have ended, the ones whose outputs are needed whole: see `isNeededWhole`. */
  readonly whole: Set<string>;
  /** Foreign activities and workflows that are under way. */
  readonly calls: Set<string>;
  /** Other runs that are under way and have only so much time. */
  readonly children: Set<string>;
  /** Containers that are open, by path. */
  readonly containers: Map<string, ContainerState>;
  /** Instances that have ended, of these containers: by path, the container and the index. */
  readonly instances: Map<string, { container: string; index: number }>;
}

/** Reads from the store what the state needs to be gone on with; large outputs are left for when they are read. */
export async function recall(
  plan: Plan,
  state: RunState,
  store: ResultStore,
  run: Pick<RunFacts, 'runId' | 'slice'>,
  memory: RunMemory,
): Promise<void> {
  const runId = stepsRunId(run);
  const needed: Needed = {
    slice: run.slice,
    views: new Set(),
    empty: new Map(),
    whole: new Set(),
    calls: new Set(),
    children: new Set(),
    containers: new Map(),
    instances: new Map(),
  };
  for (const [scopePath, scope] of Object.entries(state.scopes)) need(plan, scopePath, scope, needed);
  // A slice reads of what is around its map as much as it was told.
  for (const path of run.slice?.reads ?? []) needed.views.add(path);
  const whole = [...needed.containers.keys(), ...needed.instances.keys(), ...needed.whole, ...needed.calls];
  const lazy = [...[...needed.views].filter((path) => !needed.whole.has(path)), ...needed.children];
  const rows = [
    ...(whole.length === 0 ? [] : await store.results(runId, whole, true)),
    ...(lazy.length === 0 ? [] : await store.results(runId, lazy, false)),
  ];
  // What an instance's names are comes from its container, so containers come first.
  for (const row of rows) remember(row, needed, memory);
  for (const row of rows) if (needed.views.has(row.path)) view(row, memory);
  for (const [path, status] of needed.empty) memory.set(path, { status, output: null, error: null });
  const assigned = rows.filter(({ path, type, status }) => {
    return type === 'assign' && status === 'success' && needed.views.has(path) && !isAround(run.slice, path);
  });
  for (const { path, output } of assigned.toSorted((a, b) => a.ordinal - b.ordinal))
    if (typeof output === 'object' && output !== null && !Array.isArray(output)) memory.assign(path, output);
}

function need(plan: Plan, scopePath: string, scope: ScopeState, needed: Needed): void {
  for (const [id, own] of Object.entries(scope.nodes)) {
    const path = nodePath(scopePath, id);
    if (own.inside !== undefined) needContainer(plan, path, id, own.inside, needed);
    else if (own.by === 'call') needed.calls.add(path);
    else if (own.by === 'child' && own.status === 'running') needChild(plan, path, id, needed);
    else if (own.status === 'success' || own.status === 'failed') {
      needed.views.add(path);
      if (isNeededWhole(plan, scopePath, id)) needed.whole.add(path);
    } else if (own.status === 'skipped' || own.status === 'omitted') needed.empty.set(path, own.status);
  }
}

/** What a leaf of an inner scope gave is needed in the very moment in which its scope ends; variables always. */
function isNeededWhole(plan: Plan, scopePath: string, id: string): boolean {
  const node = plan.byId.get(id);
  return node?.type === 'assign' || (scopePath !== '' && node?.outgoing.length === 0);
}

function needChild(plan: Plan, path: string, id: string, { children }: Needed): void {
  if (plan.byId.get(id)?.timeoutMs !== null) children.add(path);
}

/** What was set around a slice's map it was given. */
const isAround = (slice: SliceFacts | null, path: string): boolean =>
  slice !== null && !path.startsWith(`${slice.path}[`);

function needContainer(plan: Plan, path: string, id: string, inside: ContainerState, needed: Needed): void {
  // What slices give is not kept here.
  if (inside.slice !== undefined) return;
  const own = needed.slice?.path === path ? needed.slice : null;
  // A slice was given its items.
  if (own === null) needed.containers.set(path, inside);
  const kind = plan.byId.get(id)?.container?.kind;
  if (kind === 'group') return;
  const open = new Set(inside.open);
  const first = kind === 'map' ? (own?.from ?? 0) : Math.max(0, inside.next - 2);
  for (let index = first; index < inside.next; index += 1) {
    if (!open.has(index)) needed.instances.set(instancePath(path, index), { container: path, index });
  }
}

function remember(row: StepResult, { containers, instances, calls, children }: Needed, memory: RunMemory): void {
  const { path, status, input, output, masked, error, startedAt } = row;
  if (calls.has(path)) memory.keepCall(path, input as unknown as Call);
  if (children.has(path) && startedAt !== null) memory.keepStart(path, startedAt);
  const instance = instances.get(path);
  if (instance !== undefined) {
    const failed = memory.failedItem(instance.container, error);
    memory.keepResult(instance.container, instance.index, status === 'success' ? output : failed, masked);
  } else if (containers.has(path)) {
    const items = (input as { items?: unknown } | null)?.items;
    if (Array.isArray(items)) memory.open(path, items);
    else if (containers.get(path)?.at?.is === 'gathering') memory.keepResult(path, 0, output, masked);
  }
}

function view({ path, status, output, error, large, masked = false }: StepResult, memory: RunMemory): void {
  memory.set(path, viewOf({ status, output, error }), { large, masked });
}

/** What expressions see of a node whose last attempt is this. */
export function viewOf({ status, output, error }: Pick<StepResult, 'status' | 'output' | 'error'>): NodeView {
  return { status, output: status === 'success' ? output : null, error: error === null ? null : errorView(error) };
}

/** Reads the outputs that were left out and may be read from the scope instance. */
export async function recallLarge(
  store: ResultStore,
  runId: string,
  memory: RunMemory,
  { scopePath, reads }: { scopePath: string; reads: readonly string[] | null },
): Promise<void> {
  const missing = memory.missing(scopePath, reads);
  if (missing.length === 0) return;
  for (const row of await store.results(runId, missing, true)) view(row, memory);
}
