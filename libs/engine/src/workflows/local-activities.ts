import { proxyLocalActivities } from '@temporalio/workflow';
import type { ShellActivities } from './shell.types.js';

/**
 * Short pauses are made in the worker, under the workflow task's heartbeat; longer ones are
 * timers of the server, so that a run whose database is down for hours holds no worker's slot.
 * The number of attempts is bounded only to give the shell a moment to continue as new: it
 * calls again, for ever.
 */
export const local = proxyLocalActivities<Omit<ShellActivities, 'executeNode'>>({
  startToCloseTimeout: 60_000,
  localRetryThreshold: 3_000,
  retry: { initialInterval: 250, backoffCoefficient: 2, maximumInterval: 10_000, maximumAttempts: 15 },
});
