import { ActivityCancellationType, type ActivityOptions, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { OrderActivities } from '../activities/order-activities.ts';

const POLICY: ActivityOptions = {
  startToCloseTimeout: '1 minute',
  // Without an end: an attempt that was given up would leave it open whether money moved.
  retry: { initialInterval: '200ms', maximumInterval: '1 minute' },
  // What is cancelled has stopped before it is undone.
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
};

/**
 * The activities for one step of this workflow. The id that they are given, workflow and step, is the same for every
 * attempt: they take it for their idempotency key, as they take a flow's.
 */
export function step(name: string, options: ActivityOptions = {}): OrderActivities {
  return proxyActivities<OrderActivities>({
    ...POLICY,
    ...options,
    activityId: `${workflowInfo().workflowId}/${name}`,
  });
}
