import {
  ActivityCancellationType,
  ChildWorkflowCancellationType,
  ParentClosePolicy,
  scheduleActivity,
  startChild,
} from '@temporalio/workflow';
import { calledActivityId, calledWorkflowId } from './call-id.js';
import { toCallError } from './call-error.js';
import type { CallRequest, CallResult } from './shell.types.js';

/** Which attempt it is that calls. */
export interface Caller {
  readonly runId: string;
  readonly path: string;
  readonly attempt: number;
}

/**
 * Calls an activity or a workflow; what it comes to is that of the call, however it failed.
 * Cancelled, it cancels that too, and waits for it to end.
 */
export async function performCall(caller: Caller, call: CallRequest): Promise<CallResult> {
  try {
    return result(await (call.kind === 'activity' ? callActivity(caller, call) : callWorkflow(caller, call)));
  } catch (error) {
    return { error: toCallError(call.kind, error) };
  }
}

/**
 * Calls an activity, once: whether it is called again is the run's to decide.
 * @param claimWithinMs how long a worker has to take it on; missing: for ever
 */
export function callActivity({ runId, path }: Caller, call: CallRequest, claimWithinMs?: number): Promise<unknown> {
  return scheduleActivity(call.name, [...call.arguments], {
    activityId: calledActivityId(runId, path),
    taskQueue: call.task_queue,
    startToCloseTimeout: call.timeout_ms ?? undefined,
    heartbeatTimeout: call.heartbeat_timeout_ms ?? undefined,
    scheduleToStartTimeout: claimWithinMs,
    retry: { maximumAttempts: 1 },
    cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  });
}

async function callWorkflow({ runId, path, attempt }: Caller, call: CallRequest): Promise<unknown> {
  const child = await startChild(call.name, {
    workflowId: calledWorkflowId(runId, path, attempt),
    taskQueue: call.task_queue,
    args: [...call.arguments],
    workflowExecutionTimeout: call.timeout_ms ?? undefined,
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    parentClosePolicy: call.wait ? ParentClosePolicy.REQUEST_CANCEL : ParentClosePolicy.ABANDON,
    cancellationType: ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED,
  });
  return call.wait ? child.result() : { workflow_id: child.workflowId, run_id: child.firstExecutionRunId };
}

/** What a call gave, as JSON. */
export function result(value: unknown): CallResult {
  if (!ArrayBuffer.isView(value)) return { value: value ?? null };
  const message = 'The result is bytes; JSON is needed.';
  return { error: { code: 'OUTPUT_NOT_STORABLE', message, retryable: false } };
}
