import { activityInfo } from '@temporalio/activity';

/**
 * What is the same for every attempt of one step, and for nothing else. The activity id that a flow gives is that by
 * itself (`RUN_ID/PATH`); those of a workflow are numbers that count within one run of it.
 */
export function idempotencyKey(): string {
  const { activityId, workflowExecution } = activityInfo();
  return activityId.includes('/') || !workflowExecution
    ? activityId
    : `${workflowExecution.workflowId}/${workflowExecution.runId}/${activityId}`;
}
