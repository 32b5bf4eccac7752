import { activityInfo } from '@temporalio/activity';

/**
 * What is the same for every attempt of one step, and for nothing else: the activity's id. A flow gives it the run's id
 * and the node's path, `RUN_ID/pay`; the workflow of this example does likewise (workflows/steps.ts).
 */
export function idempotencyKey(): string {
  return activityInfo().activityId;
}
