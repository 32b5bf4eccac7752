import { truthy } from '@app/definition';
import { evaluate } from '../executor/evaluate.js';
import type { EventExecutor } from '../executor/node-executor.js';
import { waitEnd } from '../executor/wait-end.js';

/** Waits for an event by its name, until its time is over, and takes the one that matches. */
export const waitExecutor: EventExecutor = {
  kind: 'event',
  awaitEvent: (node, scope, at) => ({ event: String(node.data['event']), until: waitEnd(node, scope, at) }),
  matches: (node, scope, at) => node.data['match'] === undefined || truthy(evaluate(node, 'match', scope, at)),
};
