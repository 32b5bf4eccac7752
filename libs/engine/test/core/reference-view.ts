import type { CoreEvent } from '../../src/core/event.js';
import { openInstances } from '../reference/closing.js';
import { compensatorOf, nodesIn, pathOf, scopeOf } from '../reference/graph.js';
import { ACTIVE, type InsidePicture, type NodePicture, type Picture, type ScopePicture } from '../reference/picture.js';
import type { FlowSketch } from '../sketch/sketch.js';
import type { OpenEnd } from './open-end.js';
import { elsewhere, errorInWords, line, openInWords, sourceInWords, type View } from './view.js';

/** Which of its container's instances this is; 0 of a group's one. */
const indexOf = (scope: string): number => Number(/\[(\d+)\]$/.exec(scope)?.[1] ?? 0);

function insideInWords(picture: Picture, path: string, { total, at, closing, deadline }: InsidePicture): string {
  const begun = Object.values(picture.scopes).filter(({ container }) => container === path).length;
  return line(
    `of ${total} begun ${begun} open ${openInstances(picture, path).map(indexOf).join()}`,
    at?.is,
    at?.is === 'pausing' && at.until,
    closing && `closing ${errorInWords(elsewhere(path, closing.error))}`,
    deadline !== null && closing === null && `until ${deadline}`,
  );
}

function nodeInWords(picture: Picture, path: string): string {
  const { status, failures, inside } = picture.nodes[path]!;
  return line(path, status, `failures ${failures}`, inside && insideInWords(picture, path, inside));
}

function scopeInWords(flow: FlowSketch, picture: Picture, path: string): string {
  const { of, closing, succeeded } = picture.scopes[path]!;
  const active = nodesIn(flow, of).filter(({ id }) => ACTIVE.has(picture.nodes[pathOf(path, id)]!.status)).length;
  const undoable = succeeded.filter((id) => compensatorOf(flow, id) !== null).join();
  return line(
    `'${path}'`,
    `active ${active}`,
    closing ? `closing ${closing.status} ${errorInWords(closing.error)}` : `undoable ${undoable}`,
  );
}

function endingInWords({ ended }: ScopePicture): string {
  if (ended!.status === 'success') return line('success', sourceInWords(ended!.output));
  return line(ended!.status, errorInWords(ended!.error, ended!.undoMissing));
}

/** What the world owes a node. */
function owedTo(path: string, { status, attempt, wait, inside }: NodePicture): OpenEnd[] {
  if (status === 'ready') return [{ is: 'execute', path, attempt }];
  if (status === 'running' && !inside) return [{ is: 'effect', path, attempt }];
  if (status === 'pausing') return [{ is: 'retry', path, until: 0 }];
  if (status === 'delayed') {
    const timer: OpenEnd[] = wait!.until === null ? [] : [{ is: 'timer', path, until: wait!.until }];
    return wait!.reason === 'delay' ? timer : [{ is: 'message', path, attempt }, ...timer];
  }
  if (!inside || inside.closing) return [];
  const { at, deadline } = inside;
  const timeout: OpenEnd[] = deadline === null ? [] : [{ is: 'timeout', path, until: deadline }];
  switch (at?.is) {
    case 'asking':
      return [{ is: 'ask', path, turn: at.turn }, ...timeout];
    case 'pausing':
      return [{ is: 'turn', path, until: at.until }, ...timeout];
    case 'gathering':
      return [{ is: 'gather', path, attempt }, ...timeout];
    default:
      return timeout;
  }
}

const WAS: Partial<Record<NodePicture['status'], string>> = {
  ready: 'ready',
  running: 'running',
  delayed: 'waiting',
  pausing: 'waiting',
};

function factsOfNode(path: string, was: NodePicture | undefined, now: NodePicture, event: CoreEvent): string[] {
  if (was?.status === now.status) return [];
  if (now.status === 'omitted') return [`omit ${path}`];
  if (was?.inside && (now.status === 'failed' || now.status === 'cancelled')) {
    const saysItself = event.type === 'node.failed' && event.path === path;
    return saysItself ? [] : [line('end_container', path, now.status, errorInWords(elsewhere(path, now.error)))];
  }
  if (now.status !== 'cancelled') return [];
  // What was ready has not begun: the attempt is the one before.
  const attempt = was!.status === 'ready' ? was!.attempt - 1 : was!.attempt;
  return [`abort ${path}#${attempt} ${WAS[was!.status]}`];
}

function factsOfScope(path: string, was: ScopePicture | undefined, now: ScopePicture): string[] {
  if (now.container === null) return [];
  const index = indexOf(path);
  const begins = was === undefined && path !== now.container ? [`begin_scope ${path} ${index}`] : [];
  const ends = now.ended && !was?.ended ? [`end_scope ${path} ${index} ${endingInWords(now)}`] : [];
  return [...begins, ...ends];
}

function missed(scopePath: string, was: ScopePicture | undefined, now: ScopePicture): string[] {
  const own = now.undoMissing.filter((path) => scopeOf(path) === scopePath && !was?.undoMissing.includes(path));
  return own.map((path) => `miss_undo ${path}`);
}

/** What the reference makes of an event, from what it was before and is after it. */
export function referenceView(flow: FlowSketch, before: Picture, now: Picture, event: CoreEvent): View {
  const nodes = Object.entries(now.nodes);
  const scopes = Object.entries(now.scopes);
  const isOpen = (scope: string): boolean => scope === '' || now.scopes[scope]!.ended === null;
  return {
    status: now.outcome?.status ?? 'running',
    outcome: now.outcome && !before.outcome ? endingInWords(now.scopes['']!) : null,
    scopes: scopes.flatMap(([path]) => (isOpen(path) ? [scopeInWords(flow, now, path)] : [])).sort(),
    nodes: nodes.flatMap(([path]) => (isOpen(scopeOf(path)) ? [nodeInWords(now, path)] : [])).sort(),
    open: (now.outcome ? [] : nodes.flatMap(([path, node]) => owedTo(path, node))).map(openInWords).sort(),
    facts: [
      ...nodes.flatMap(([path, node]) => factsOfNode(path, before.nodes[path], node, event)),
      ...scopes.flatMap(([path, scope]) => factsOfScope(path, before.scopes[path], scope)),
      ...scopes.flatMap(([path, scope]) => missed(path, before.scopes[path], scope)),
    ].sort(),
  };
}
