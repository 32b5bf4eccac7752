import { workflowInfo } from '@temporalio/workflow';
import { activities } from './activities.ts';

/** Counts what was done, and says so. It is started by a schedule (report-schedule.ts), or by anybody. */
export async function reportWorkflow({ kind }: { kind: string }): Promise<{ day: string; count: number }> {
  // When the workflow was started, which a replay does not change.
  const day = workflowInfo().startTime.toISOString().slice(0, 10);
  const count = await activities.countEntries(kind);
  await activities.notify({ to: 'office@example.com', text: `${day}: ${count} ${kind}` });
  return { day, count };
}
