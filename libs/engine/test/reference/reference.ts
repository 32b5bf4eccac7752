import type { OutputSource } from '../../src/core/command.js';
import type { CoreEvent } from '../../src/core/event.js';
import type { FlowSketch, NodeSketch } from '../sketch/sketch.js';
import { edgesOf, failForGood, mayTryAgain } from './failing.js';
import { ENDED, type NodePicture, type OutcomePicture, type Picture } from './picture.js';
import { settle } from './settle.js';

const unreached: NodePicture = { status: 'pending', attempt: 0, failures: 0, takes: [] };
/** What stands for an outcome that is lost: a policy may try again after it. */
const LOST = { code: 'NODE_OUTCOME_UNKNOWN', message: '', retryable: true };
const ACTIVE = new Set<NodePicture['status']>(['ready', 'running', 'delayed', 'pausing']);

/** A run to which nothing has happened. */
export function blank(flow: FlowSketch): Picture {
  return {
    started: false,
    nodes: Object.fromEntries(flow.nodes.map(({ id }) => [id, unreached])),
    end: null,
    outcome: null,
  };
}

/** Ends the run at once: what is under way is cancelled, what is not reached stays so. */
function stop(picture: Picture, outcome: OutcomePicture): Picture {
  const nodes = Object.entries(picture.nodes).map(([id, node]) => [
    id,
    ACTIVE.has(node.status) ? { ...node, status: 'cancelled' as const } : node,
  ]);
  return { ...picture, nodes: Object.fromEntries(nodes) as Picture['nodes'], outcome };
}

function outputOf(flow: FlowSketch, picture: Picture): OutputSource {
  if (picture.end !== null) return { end: picture.end };
  const leaves = flow.nodes.filter(
    ({ id, role }) =>
      role !== 'end' && !flow.edges.some((edge) => edge.source === id) && picture.nodes[id]!.status === 'success',
  );
  return { leaves: leaves.map(({ id }) => ({ id, path: id })) };
}

/** Follows every edge to its end; the run has ended well when every node has. */
function goOn(flow: FlowSketch, picture: Picture): Picture {
  const next = { ...picture, nodes: settle(flow, picture.nodes) };
  const over = Object.values(next.nodes).every((node) => ENDED.has(node.status));
  return over ? { ...next, outcome: { status: 'success', output: outputOf(flow, next) } } : next;
}

function put(picture: Picture, id: string, now: NodePicture): Picture {
  return { ...picture, nodes: { ...picture.nodes, [id]: now } };
}

function failed(flow: FlowSketch, picture: Picture, node: NodeSketch, was: NodePicture, code: string): Picture {
  const { now, handled } = failForGood(node, was, code, flow);
  const next = put(picture, node.id, now);
  return handled ? goOn(flow, next) : stop(next, { status: 'failed', code, path: node.id });
}

function lost(flow: FlowSketch, picture: Picture, node: NodeSketch, was: NodePicture): Picture {
  const again = { ...was, status: 'ready' as const, attempt: was.attempt + 1 };
  if (node.repeatable) return put(picture, node.id, again);
  const failures = was.failures + 1;
  if (mayTryAgain(node, LOST, failures)) return put(picture, node.id, { ...again, failures });
  return failed(flow, picture, node, { ...was, failures }, LOST.code);
}

function ofNode(flow: FlowSketch, picture: Picture, event: Extract<CoreEvent, { path: string }>): Picture {
  const node = flow.nodes.find(({ id }) => id === event.path);
  const was = picture.nodes[event.path];
  if (!node || !was || !ACTIVE.has(was.status)) return picture;
  if ('attempt' in event && event.attempt !== was.attempt) return picture;
  switch (event.type) {
    case 'node.started':
      return was.status === 'ready' ? put(picture, node.id, { ...was, status: 'running' }) : picture;
    case 'node.waiting':
      return was.status === 'ready' ? put(picture, node.id, { ...was, status: 'delayed' }) : picture;
    case 'node.skipped':
      return was.status === 'ready' ? goOn(flow, put(picture, node.id, { ...was, status: 'skipped' })) : picture;
    case 'node.succeeded': {
      if (was.status !== 'ready' && was.status !== 'running') return picture;
      const takes = edgesOf(node, event.handles ?? node.handles, flow);
      const end = picture.end ?? (node.role === 'end' ? node.id : null);
      return goOn(flow, put({ ...picture, end }, node.id, { ...was, status: 'success', takes }));
    }
    case 'node.failed': {
      if (was.status !== 'ready' && was.status !== 'running') return picture;
      const now = { ...was, failures: was.failures + 1 };
      if (mayTryAgain(node, event.error, now.failures)) return put(picture, node.id, { ...now, status: 'pausing' });
      return failed(flow, picture, node, now, event.error.code);
    }
    case 'node.lost':
      return was.status === 'running' ? lost(flow, picture, node, was) : picture;
    case 'timer.fired':
      if (was.status === 'pausing') return put(picture, node.id, { ...was, status: 'ready', attempt: was.attempt + 1 });
      if (was.status !== 'delayed') return picture;
      return goOn(flow, put(picture, node.id, { ...was, status: 'success', takes: edgesOf(node, node.handles, flow) }));
  }
}

/**
 * What a run is after one more event, by section 3 of the flow language, worked out over the
 * whole graph each time. It shares nothing with the interpreter but the words of its events.
 */
export function after(flow: FlowSketch, picture: Picture, event: CoreEvent): Picture {
  if (picture.outcome) return picture;
  switch (event.type) {
    case 'run.started':
      return picture.started ? picture : goOn(flow, { ...picture, started: true });
    case 'run.cancel_requested':
      return stop(picture, { status: 'cancelled', code: 'RUN_CANCELLED', path: null });
    case 'run.timed_out':
      return stop(picture, { status: 'failed', code: 'RUN_TIMEOUT', path: null });
    default:
      return ofNode(flow, picture, event);
  }
}
