import { closeContainer, goOnWithItems, instanceEnded } from './container.js';
import type { Ending } from './command.js';
import type { CoreEvent, SliceRange } from './event.js';
import { splitPath } from './path.js';
import { CANCELLED } from './slice-end.js';
import { nodeState, placeAt, type Place, type Step } from './step.js';

/** Starts a run that is a slice of a map: of the scope around it there is only the map, which has opened. */
export function startSlice(step: Step, { path, from, to, concurrency }: SliceRange): void {
  const { scopePath, id } = splitPath(path);
  const node = step.plan.byId.get(id);
  if (node === undefined) return;
  const scope = { scope: node.scope, active: 1, nodes: {}, end: null };
  step.state.slice = path;
  step.state.scopes[scopePath] = scope;
  const own = nodeState(scope, node);
  const inside = { total: to, most: concurrency, next: from, open: [] };
  Object.assign(own, { status: 'running', attempt: 1, readyAt: step.at, inside });
  goOnWithItems(step, { path, scopePath, scope, node, own }, inside);
}

/** A slice is cancelled: as much of its map as it has. */
export function closeSlice(step: Step, path: string): void {
  const place = placeAt(step, path);
  if (place !== null) closeContainer(step, place, { error: null });
}

/** A slice of the map has ended; what failed in it and was to be kept is in its output. */
export function endSliceOf(step: Step, place: Place, event: Extract<CoreEvent, { type: 'slice.ended' }>): void {
  const missing = event.undo_missing ?? [];
  if (missing.length > 0) (place.scope.undoMissing ??= []).push(...missing);
  const ending: Ending =
    event.status === 'success'
      ? { status: 'success', output: { leaves: [] } }
      : { status: event.status, error: event.error ?? CANCELLED };
  instanceEnded(step, place, event.slice, ending);
}
