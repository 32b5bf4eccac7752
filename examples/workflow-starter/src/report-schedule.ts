import { type Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import type { reportWorkflow } from './workflows/scheduled.workflow.ts';

/** Sees to it that reports are made each morning, as it is written here. To be called with each deployment. */
export async function ensureReportSchedule(client: Client, scheduleId: string, taskQueue: string): Promise<void> {
  const args: Parameters<typeof reportWorkflow> = [{ kind: 'charged' }];
  const schedule = {
    spec: { calendars: [{ hour: 6 }], timezone: 'UTC' },
    // Not while one is being made; and one that was missed is made up for within two hours.
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '2 hours' as const },
    action: { type: 'startWorkflow' as const, workflowType: 'reportWorkflow', taskQueue, args },
  };
  try {
    await client.schedule.create({ scheduleId, ...schedule });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    await client.schedule.getHandle(scheduleId).update(({ state }) => ({ ...schedule, state }));
  }
}
