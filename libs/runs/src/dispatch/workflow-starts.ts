import type { WorkflowStartOptions } from '@temporalio/client';
import { runWorkflowId } from '@app/temporal';
import type { ClaimedRun } from './run-claims.repository.js';

/** A workflow task that is not heard of for so long is given to another worker. */
const WORKFLOW_TASK_TIMEOUT_MS = 5_000;

/** What the start of a run's workflow says, whoever starts it. */
export function runWorkflowOptions(run: ClaimedRun, taskQueue: string) {
  return {
    workflowId: runWorkflowId(run.runId),
    taskQueue,
    args: [run.flowId, run.runId],
    workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT_MS,
  } satisfies WorkflowStartOptions;
}
