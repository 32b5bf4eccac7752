import type { FlowSketch } from '../sketch/sketch.js';
import { edgesFrom, nodeAt, nodesIn, pathOf, scopeOf } from './graph.js';
import { ACTIVE, putNode, putScope, type Failure, type Picture, type ScopePicture } from './picture.js';
import { isShielded } from './settle.js';

/** A node ends and takes these edges; a container that has begun takes its `finally` edges too. */
export function end(
  flow: FlowSketch,
  picture: Picture,
  path: string,
  status: 'success' | 'failed' | 'skipped' | 'cancelled',
  takes: readonly number[],
): Picture {
  const node = nodeAt(flow, path)!;
  const begun = status === 'success' || status === 'failed' || picture.nodes[path]!.inside !== null;
  const atLast = edgesFrom(flow, node.id).filter(({ handle }) => handle === 'finally' && begun);
  const shielded = isShielded(flow, picture, scopeOf(path), node.id);
  const all = [...takes, ...atLast.map(({ position }) => position)];
  return putNode(picture, path, { status, takes: all, shielded, wait: null, inside: null });
}

/** Paths of the instances of a container that have not ended, in order. */
export function openInstances(picture: Picture, container: string): string[] {
  return Object.keys(picture.scopes).filter((path) => {
    const scope = picture.scopes[path]!;
    return scope.container === container && scope.ended === null;
  });
}

/** What is inside closes; the container ends when the last instance has. `error` null: it is cancelled, whatever it was to fail with. */
export function closeContainer(flow: FlowSketch, picture: Picture, path: string, error: Failure | null): Picture {
  const inside = picture.nodes[path]!.inside!;
  const closing = error === null ? { error } : (inside.closing ?? { error });
  const next = putNode(picture, path, { inside: { ...inside, at: null, closing } });
  return openInstances(next, path).reduce(
    (each, instance) => closeScope(flow, each, instance, 'cancelled', null),
    next,
  );
}

/** Stops what is under way in a scope instance and not shielded. A scope closes once, but one that was won may be cancelled. */
export function closeScope(
  flow: FlowSketch,
  picture: Picture,
  path: string,
  status: NonNullable<ScopePicture['closing']>['status'],
  error: Failure | null,
  winner: string | null = null,
): Picture {
  const { closing, of } = picture.scopes[path]!;
  const closed = putScope(picture, path, { closing: { status, error, winner } });
  if (closing !== null) return closing.status === 'won' && status === 'cancelled' ? closed : picture;
  return nodesIn(flow, of)
    .filter(({ id }) => ACTIVE.has(picture.nodes[pathOf(path, id)]!.status) && !isShielded(flow, picture, path, id))
    .map(({ id }) => pathOf(path, id))
    .reduce(
      (next, node) =>
        next.nodes[node]!.inside ? closeContainer(flow, next, node, null) : end(flow, next, node, 'cancelled', []),
      closed,
    );
}
