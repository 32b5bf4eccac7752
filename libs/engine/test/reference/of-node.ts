import type { CoreEvent } from '../../src/core/event.js';
import type { FlowSketch, NodeSketch } from '../sketch/sketch.js';
import { closeScope, end } from './closing.js';
import { failForGood, mayTryAgain } from './failing.js';
import { edgesFrom, isLeaf, nodeAt, scopeOf } from './graph.js';
import { ACTIVE, putNode, putScope, type NodePicture, type Picture } from './picture.js';

/** What stands for an outcome that is lost: a policy may try again after it. */
const LOST = { code: 'NODE_OUTCOME_UNKNOWN', message: '', retryable: true };

/** Whether the node is at something that may have an outcome now. */
function mayEnd(node: NodeSketch, { status, wait, inside }: NodePicture): boolean {
  if (node.container) return status === 'ready' || inside?.at?.is === 'asking' || inside?.at?.is === 'gathering';
  if (status === 'delayed') return wait?.reason !== 'delay';
  return status === 'ready' || status === 'running';
}

/** It ended well; the first leaf of a race that does closes its scope. */
function succeed(
  flow: FlowSketch,
  picture: Picture,
  path: string,
  node: NodeSketch,
  handles: readonly string[],
): Picture {
  const takes = edgesFrom(flow, node.id).filter(({ handle }) => handle !== 'finally' && handles.includes(handle));
  const scope = scopeOf(path);
  const { of, end: first, succeeded } = picture.scopes[scope]!;
  const next = putScope(
    end(
      flow,
      picture,
      path,
      'success',
      takes.map(({ position }) => position),
    ),
    scope,
    {
      succeeded: [...succeeded, node.id],
      end: first ?? (node.role === 'end' ? path : null),
    },
  );
  const races = of !== null && nodeAt(flow, of)!.container!.race;
  return races && isLeaf(flow, node.id) ? closeScope(flow, next, scope, 'won', null, node.id) : next;
}

/** What happens to any node; what happens to containers only changes nothing here. */
export function ofNode(flow: FlowSketch, picture: Picture, event: Extract<CoreEvent, { path: string }>): Picture {
  const { path } = event;
  const node = nodeAt(flow, path);
  const was = picture.nodes[path];
  if (!node || !was || !ACTIVE.has(was.status)) return picture;
  if ('attempt' in event && event.attempt !== was.attempt) return picture;
  const again = { status: 'ready', attempt: was.attempt + 1, wait: null } as const;
  switch (event.type) {
    case 'node.started':
      return was.status === 'ready' && !node.container ? putNode(picture, path, { status: 'running' }) : picture;
    case 'node.waiting': {
      if (was.status !== 'ready' || node.container) return picture;
      return putNode(picture, path, { status: 'delayed', wait: { reason: event.reason, until: event.until } });
    }
    case 'node.skipped':
      return was.status === 'ready' ? end(flow, picture, path, 'skipped', []) : picture;
    case 'node.succeeded':
      if (!mayEnd(node, was) || (node.container && was.inside?.at?.is !== 'gathering')) return picture;
      return succeed(flow, picture, path, node, event.handles ?? node.handles);
    case 'node.failed': {
      if (!mayEnd(node, was)) return picture;
      const failures = was.failures + 1;
      const next = putNode(picture, path, { failures });
      if (mayTryAgain(node, event.error, failures)) return putNode(next, path, { status: 'pausing', wait: null });
      return failForGood(flow, next, path, { code: event.error.code, path });
    }
    case 'node.lost': {
      if (was.status !== 'running' || node.container) return picture;
      if (node.repeatable) return putNode(picture, path, again);
      const failures = was.failures + 1;
      if (mayTryAgain(node, LOST, failures)) return putNode(picture, path, { ...again, failures });
      return failForGood(flow, putNode(picture, path, { failures }), path, { code: LOST.code, path });
    }
    case 'timer.fired': {
      if (event.timeout) return picture;
      if (was.status === 'pausing') return putNode(picture, path, again);
      const { until } = was.wait ?? { until: null };
      if (was.status !== 'delayed' || until === null || event.at < until) return picture;
      return succeed(flow, picture, path, node, node.timeoutHandle === null ? node.handles : [node.timeoutHandle]);
    }
    default:
      return picture;
  }
}
