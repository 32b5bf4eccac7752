import { closeScope } from './closing.js';
import { edgesOfError } from './edges.js';
import { endNode, leave, makeReady, settle } from './flow-on.js';
import { mayRetry, nextAttemptAt } from './retry.js';
import { finishSlice, isOwnMap } from './slice-end.js';
import type { RunError } from './state.js';
import type { Place, Step } from './step.js';

const OUTCOME_UNKNOWN: RunError = {
  code: 'NODE_OUTCOME_UNKNOWN',
  message: 'The worker died while the effect was under way, and the node may not be repeated.',
  retryable: false,
};

/** An attempt failed: the next one after a pause, or the node has failed for good. A container has one attempt. */
export function failNode(step: Step, place: Place, error: RunError, random: number): void {
  const { own, node, path } = place;
  own.failures += 1;
  const until = node.container === null ? nextAttemptAt(node.retry, own, error, step.at, random) : null;
  if (until === null) return giveUp(step, place, error);
  own.status = 'waiting';
  own.wait = { reason: 'retry', until };
  delete own.by;
  step.commands.push({ type: 'wait', path, node: node.index, attempt: own.attempt, until, reason: 'retry' });
}

/** A container failed by what is inside it. */
export function failContainer(step: Step, place: Place, error: RunError): void {
  const { path, node, own } = place;
  own.failures += 1;
  step.commands.push({ type: 'end_container', path, node: node.index, status: 'failed', error });
  giveUp(step, place, error);
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
  makeReady(step, place, own.readyAt);
}

/** No further attempt: the error takes an edge that handles it, or the scope fails. */
function giveUp(step: Step, place: Place, error: RunError): void {
  const { node, path, scope, scopePath } = place;
  if (isOwnMap(step, place)) return finishSlice(step, place, { ...error, path: error.path ?? path });
  const handled = edgesOfError(node, error.code);
  if (handled !== null) return endNode(step, place, 'failed', handled);
  if (node.compensates !== null) {
    (scope.undoMissing ??= []).push(path);
    step.commands.push({ type: 'miss_undo', path, node: node.index });
  }
  // A scope that closes does so for the reason that it has.
  if (scope.closing !== undefined) return endNode(step, place, 'failed', []);
  leave(step, place, 'failed');
  const settled = settle(step, scope, node, node.finallyEdges);
  closeScope(step, scopePath, scope, { status: 'failed', error: { ...error, path: error.path ?? path } }, settled);
}
