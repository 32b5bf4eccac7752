import {
  ActivityFailure,
  ApplicationFailure,
  CancelledFailure,
  ChildWorkflowFailure,
  ServerFailure,
  TerminatedFailure,
  TimeoutFailure,
  WorkflowExecutionAlreadyStartedError,
} from '@temporalio/common';
import type { CallError, CallRequest } from './shell.types.js';

/** As the `code` of a `fail` node. */
const CODE = /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/;
/** What a plain error is called in most languages: it says nothing. */
const NO_TYPE = new Set(['', 'Error', 'Exception']);
const MAX_MESSAGE_CHARACTERS = 4_096;
const MAX_DETAILS_CHARACTERS = 65_536;

type Kind = CallRequest['kind'];

const FAILED = { activity: 'ACTIVITY_FAILED', workflow: 'WORKFLOW_FAILED' } as const;

/** Why a call failed, in the words of the product: the type that the foreign code gave its error is its code. */
export function toCallError(kind: Kind, thrown: unknown): CallError {
  const direct = isWrapper(thrown) ? thrown.cause : thrown;
  if (direct instanceof TimeoutFailure) return timedOut(direct);
  if (direct instanceof CancelledFailure || direct instanceof TerminatedFailure)
    return { code: 'CALL_STOPPED', message: `The ${kind} was cancelled or terminated in Temporal.`, retryable: false };
  if (direct instanceof WorkflowExecutionAlreadyStartedError)
    return { code: 'CALL_REFUSED', message: direct.message, retryable: false };
  if (direct instanceof ServerFailure) return refusedByServer(kind, direct);
  const root = rootOf(direct);
  if (root instanceof ApplicationFailure) return ofApplication(kind, root);
  return { code: FAILED[kind], message: messageOf(root), retryable: true };
}

/** Whether no worker took the activity on in time: it was not begun. */
export function isUnclaimed(thrown: unknown): boolean {
  return (
    thrown instanceof ActivityFailure &&
    thrown.cause instanceof TimeoutFailure &&
    thrown.cause.timeoutType === 'SCHEDULE_TO_START'
  );
}

const isWrapper = (error: unknown): error is ActivityFailure | ChildWorkflowFailure =>
  error instanceof ActivityFailure || error instanceof ChildWorkflowFailure;

/** What a workflow lets through of what it calls itself counts as its own. */
function rootOf(error: unknown): unknown {
  let root = error;
  while (isWrapper(root) && root.cause !== undefined) root = root.cause;
  return root;
}

function timedOut({ timeoutType }: TimeoutFailure): CallError {
  return timeoutType === 'HEARTBEAT'
    ? { code: 'ACTIVITY_HEARTBEAT_TIMEOUT', message: 'The activity was not heard of in time.', retryable: true }
    : { code: 'NODE_TIMEOUT', message: 'The attempt took longer than its time-out.', retryable: true };
}

/** The server itself fails what it cannot keep. */
function refusedByServer(kind: Kind, failure: ServerFailure): CallError {
  const tooLarge = /exceeds size limit/i.test(failure.message);
  return { code: tooLarge ? 'OUTPUT_TOO_LARGE' : FAILED[kind], message: messageOf(failure), retryable: !tooLarge };
}

function ofApplication(kind: Kind, failure: ApplicationFailure): CallError {
  const { type, nonRetryable } = failure;
  const details = failure.details ?? [];
  const named = type !== null && type !== undefined && !NO_TYPE.has(type);
  const isCode = named && CODE.test(type);
  const detail = details.length > 1 ? details : details[0];
  return {
    code: isCode ? type : FAILED[kind],
    message: named && !isCode ? cut(`${type}: ${failure.message}`) : messageOf(failure),
    retryable: nonRetryable !== true,
    ...(detail === undefined || detail === null || isLarge(detail) ? {} : { details: detail }),
    ...retryAfter(failure),
  };
}

/** The SDK leaves it out of what it makes of the failure. */
function retryAfter({ failure }: ApplicationFailure): Pick<CallError, 'retryAfterMs'> {
  const delay = failure?.applicationFailureInfo?.nextRetryDelay;
  return delay == null ? {} : { retryAfterMs: Number(delay.seconds ?? 0) * 1_000 + (delay.nanos ?? 0) / 1e6 };
}

const isLarge = (details: unknown): boolean => (JSON.stringify(details) ?? '').length > MAX_DETAILS_CHARACTERS;

const messageOf = (error: unknown): string => cut(error instanceof Error ? error.message : String(error));

const cut = (message: string): string => message.slice(0, MAX_MESSAGE_CHARACTERS).toWellFormed();
