import type { CoreEvent } from './event.js';
import type { Place } from './step.js';

type NodeEvent = Extract<CoreEvent, { path: string }>;

/** Whether the node is where the event needs it: in that attempt, and in a state that it can follow. */
export function fits(place: Place, event: NodeEvent): boolean {
  const { own, node } = place;
  switch (event.type) {
    case 'node.skipped':
      return own.status === 'ready';
    case 'node.started':
    case 'node.waiting':
      return node.container === null && begins(place, event.attempt);
    case 'node.opened':
      return node.container !== null && begins(place, event.attempt);
    case 'slice.ended':
      return own.inside?.slice !== undefined && own.inside.open.includes(event.slice);
    case 'loop.decided':
      return own.inside?.at?.is === 'asking' && event.turn === own.inside.next;
    case 'node.succeeded':
      return node.container === null
        ? begins(place, event.attempt) || goesOn(place, event.attempt)
        : isAt(place, event.attempt, 'gathering');
    case 'node.failed':
      if (begins(place, event.attempt)) return true;
      return node.container === null
        ? goesOn(place, event.attempt)
        : isAt(place, event.attempt, 'asking') || isAt(place, event.attempt, 'gathering');
    case 'node.lost':
      return own.status === 'running' && own.inside === undefined && event.attempt === own.attempt;
    case 'timer.fired':
      return timeHasCome(place, event);
  }
}

const begins = ({ own }: Place, attempt: number): boolean => own.status === 'ready' && attempt === own.attempt + 1;

/** Whether the attempt is under way, or waits for what is not a time. */
function goesOn({ own }: Place, attempt: number): boolean {
  if (attempt !== own.attempt) return false;
  if (own.status === 'running') return true;
  return own.status === 'waiting' && (own.wait?.reason === 'event' || own.wait?.reason === 'approval');
}

/** Whether a container was asked for this. */
const isAt = ({ own }: Place, attempt: number, is: 'asking' | 'gathering'): boolean =>
  attempt === own.attempt && own.inside?.at?.is === is;

function timeHasCome({ own }: Place, { at, timeout }: { at: number; timeout?: boolean }): boolean {
  const has = (until: number | null | undefined): boolean => typeof until === 'number' && at >= until;
  if (timeout === true)
    return own.status === 'running' && own.inside?.closing === undefined && has(own.inside?.deadline);
  if (own.status === 'running') return own.inside?.at?.is === 'pausing' && has(own.inside.at.until);
  return own.status === 'waiting' && has(own.wait?.until);
}
