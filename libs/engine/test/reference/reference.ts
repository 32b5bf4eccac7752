import type { CoreEvent } from '../../src/core/event.js';
import type { FlowSketch } from '../sketch/sketch.js';
import { closeScope } from './closing.js';
import { goOn } from './go-on.js';
import { nodesIn } from './graph.js';
import { ofContainer } from './of-container.js';
import { ofNode } from './of-node.js';
import { NEW_SCOPE, UNTOUCHED, type Picture } from './picture.js';

/** A run to which nothing has happened. */
export function blank(flow: FlowSketch): Picture {
  return {
    started: false,
    nodes: Object.fromEntries(nodesIn(flow, null).map(({ id }) => [id, UNTOUCHED])),
    scopes: { '': { ...NEW_SCOPE, container: null, of: null } },
    outcome: null,
  };
}

function befallen(flow: FlowSketch, picture: Picture, event: CoreEvent): Picture {
  switch (event.type) {
    case 'run.started':
      return picture.started ? picture : { ...picture, started: true };
    case 'run.cancel_requested':
      return closeScope(flow, picture, '', 'cancelled', { code: 'RUN_CANCELLED', path: null });
    case 'run.timed_out':
      return closeScope(flow, picture, '', 'failed', { code: 'RUN_TIMEOUT', path: null });
    default:
      return ofContainer(flow, ofNode(flow, picture, event), event);
  }
}

/**
 * What a run is after one more event, by the flow language and decision 0020, worked out over the
 * whole picture each time. It shares nothing with the interpreter but the words of its events.
 */
export function after(flow: FlowSketch, picture: Picture, event: CoreEvent): Picture {
  if (picture.outcome) return picture;
  const next = befallen(flow, picture, event);
  return next === picture ? picture : goOn(flow, next);
}
