import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/activities.ts';

/** The activities, as workflows call them: tried again until they end well, unless they say that this is of no use. */
export const activities = proxyActivities<Activities>({
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '100ms', maximumInterval: '1 minute' },
});
