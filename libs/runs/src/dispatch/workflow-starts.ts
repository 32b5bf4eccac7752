import type { WorkflowStartOptions } from '@temporalio/client';
import { EXPRESS_WORKFLOW, RUN_WORKFLOW, runWorkflowId } from '@app/temporal';
import type { Claim } from './run-queue.js';

/** A workflow task that is not heard of for so long is given to another worker. */
const WORKFLOW_TASK_TIMEOUT_MS = 5_000;

/** The workflow that carries a claim. */
export function workflowIdOf({ id, isBatch }: Omit<Claim, 'runs'>): string {
  return isBatch ? id : runWorkflowId(id);
}

/** What the start of a claim's workflow says, whoever starts it. Of a batch it names no run: PostgreSQL knows them. */
export function workflowStart(claim: Claim, taskQueue: string) {
  const options = {
    workflowId: workflowIdOf(claim),
    taskQueue,
    args: claim.isBatch ? [claim.id] : claim.runs.flatMap(({ flowId, runId }) => [flowId, runId]),
    workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT_MS,
  } satisfies WorkflowStartOptions;
  return [claim.isBatch ? EXPRESS_WORKFLOW : RUN_WORKFLOW, options] as const;
}
