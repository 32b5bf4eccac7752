import type { FlowSketch } from '../sketch/sketch.js';
import { end, openInstances } from './closing.js';
import { failForGood } from './failing.js';
import { nodeAt, nodesIn, pathOf } from './graph.js';
import { NEW_SCOPE, putNode, UNTOUCHED, type InsidePicture, type Picture } from './picture.js';
import { endScope } from './scope-end.js';
import { settle } from './settle.js';

/** One more instance of a container; `index` null: that of a group. */
export function begin(flow: FlowSketch, picture: Picture, container: string, index: number | null): Picture {
  const { id } = nodeAt(flow, container)!;
  const path = index === null ? container : `${container}[${index}]`;
  const nodes = nodesIn(flow, id).map((node) => [pathOf(path, node.id), UNTOUCHED]);
  return {
    ...picture,
    scopes: { ...picture.scopes, [path]: { ...NEW_SCOPE, container, of: id } },
    nodes: { ...picture.nodes, ...(Object.fromEntries(nodes) as Picture['nodes']) },
  };
}

/** A container that has opened: begins what may begin, asks, gathers, or ends. */
function goOnInside(flow: FlowSketch, picture: Picture, path: string, inside: InsidePicture): Picture {
  const { kind, concurrency } = nodeAt(flow, path)!.container!;
  const open = openInstances(picture, path).length;
  const begun = Object.values(picture.scopes).filter(({ container }) => container === path).length;
  const be = (at: InsidePicture['at']): Picture => putNode(picture, path, { inside: { ...inside, at } });
  if (inside.closing !== null) {
    if (open > 0) return picture;
    const { error } = inside.closing;
    if (error === null) return end(flow, picture, path, 'cancelled', []);
    return failForGood(flow, putNode(picture, path, { failures: 1 }), path, error);
  }
  if (inside.at !== null) return picture;
  if (kind === 'map' && begun < inside.total! && open < concurrency) return begin(flow, picture, path, begun);
  if (kind === 'group' && begun === 0) return begin(flow, picture, path, null);
  if (open > 0) return picture;
  return kind === 'loop' ? be({ is: 'asking', turn: begun }) : be({ is: 'gathering' });
}

function onceOver(flow: FlowSketch, before: Picture): Picture {
  let picture = before;
  for (const [path, { ended }] of Object.entries(before.scopes))
    if (ended === null) picture = endScope(flow, settle(flow, picture, path), path);
  for (const [path, { inside }] of Object.entries(before.nodes))
    if (inside !== null && picture.nodes[path]!.inside === inside) picture = goOnInside(flow, picture, path, inside);
  return picture;
}

/** Goes over all scope instances and containers, again and again, until nothing changes. */
export function goOn(flow: FlowSketch, before: Picture): Picture {
  if (!before.started && before.scopes['']!.closing === null) return before;
  let picture = before;
  for (let last = null; last !== picture && picture.outcome === null;) {
    last = picture;
    picture = onceOver(flow, picture);
  }
  return picture;
}
