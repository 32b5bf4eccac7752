import type { CoreEvent } from '../../src/core/event.js';
import type { FlowSketch } from '../sketch/sketch.js';
import { closeContainer } from './closing.js';
import { begin } from './go-on.js';
import { nodeAt } from './graph.js';
import { putNode, type InsidePicture, type Picture } from './picture.js';

/** What happens to containers only; any other event changes nothing. */
export function ofContainer(flow: FlowSketch, picture: Picture, event: Extract<CoreEvent, { path: string }>): Picture {
  const { path } = event;
  const node = nodeAt(flow, path);
  const was = picture.nodes[path];
  if (!node?.container || !was) return picture;
  const { timeoutMs, container } = node;
  const be = (changes: Partial<InsidePicture>): Picture =>
    putNode(picture, path, { inside: { ...was.inside!, ...changes } });
  const beginTurn = (turn: number): Picture => begin(flow, be({ at: null }), path, turn);
  switch (event.type) {
    case 'node.opened': {
      if (was.status !== 'ready' || event.attempt !== was.attempt) return picture;
      const deadline = timeoutMs === null ? null : event.at + timeoutMs;
      return putNode(picture, path, {
        status: 'running',
        inside: { total: event.items, at: null, closing: null, deadline },
      });
    }
    case 'loop.decided': {
      if (was.inside?.at?.is !== 'asking' || was.inside.at.turn !== event.turn) return picture;
      const { turn } = event;
      if (!event.go) return be({ at: { is: 'gathering' } });
      if (turn === 0 || container.pauseMs === 0) return beginTurn(turn);
      return be({ at: { is: 'pausing', turn, until: event.at + container.pauseMs } });
    }
    case 'timer.fired': {
      if (!was.inside || was.inside.closing) return picture;
      const { at, deadline } = was.inside;
      if (event.timeout) {
        const up = deadline !== null && event.at >= deadline;
        return up ? closeContainer(flow, picture, path, { code: 'NODE_TIMEOUT', path }) : picture;
      }
      return at?.is === 'pausing' && event.at >= at.until ? beginTurn(at.turn) : picture;
    }
    default:
      return picture;
  }
}
