import { edgesOfError } from './edges.js';
import { stopRun } from './finish.js';
import { endNode, makeReady } from './flow-on.js';
import { mayRetry, nextAttemptAt } from './retry.js';
import type { RunError } from './state.js';
import type { Place, Step } from './step.js';

const OUTCOME_UNKNOWN: RunError = {
  code: 'NODE_OUTCOME_UNKNOWN',
  message: 'The worker died while the effect was under way, and the node may not be repeated.',
  retryable: false,
};

/** An attempt failed: the next one after a pause, or the node has failed for good. */
export function failNode(step: Step, place: Place, error: RunError, random: number): void {
  const { own, node, path } = place;
  own.failures += 1;
  const until = nextAttemptAt(node.retry, own, error, step.at, random);
  if (until === null) return giveUp(step, place, error);
  own.status = 'waiting';
  own.wait = { reason: 'retry', until };
  delete own.activity;
  step.commands.push({ type: 'wait', path, node: node.index, attempt: own.attempt, until, reason: 'retry' });
}

/**
 * An attempt's outcome is unknown. It is made again, at once, where the node is safe to repeat
 * (which costs it no attempt of its policy) or its policy leaves an attempt; else it has failed.
 */
export function loseNode(step: Step, place: Place): void {
  const { own, node, path } = place;
  step.commands.push({ type: 'give_up', path, node: node.index, attempt: own.attempt, error: OUTCOME_UNKNOWN });
  if (!node.repeatable) {
    own.failures += 1;
    if (!mayRetry(node.retry, own, { ...OUTCOME_UNKNOWN, retryable: true }))
      return giveUp(step, place, OUTCOME_UNKNOWN);
  }
  makeReady(step, path, node, own, own.readyAt);
}

/** No further attempt: the error takes an edge that handles it, or the scope fails. */
function giveUp(step: Step, place: Place, error: RunError): void {
  const handled = edgesOfError(place.node, error.code);
  if (handled !== null) return endNode(step, place, 'failed', handled);
  place.own.status = 'failed';
  place.scope.open -= 1;
  stopRun(step, 'failed', { ...error, path: error.path ?? place.path });
}
