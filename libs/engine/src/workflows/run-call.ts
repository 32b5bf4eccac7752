import { CancellationScope, sleep } from '@temporalio/workflow';
import { insist } from './insist.js';
import { local } from './local-activities.js';
import { performCall } from './perform-call.js';

/** Whether a call is still wanted is asked after so long, and then after ever longer pauses. */
const FIRST_LOOK_MS = 10_000;
const LONGEST_PAUSE_MS = 24 * 3_600_000;

/**
 * One call of a run, carried out beside the run's own workflow: that may continue as new meanwhile, or be
 * started again, and what the call gives has a history of its own. The result is left in the run's
 * inbox. It is cancelled when the run does not wait for it any more.
 */
export async function runCall(runId: string, path: string, attempt: number): Promise<void> {
  const call = await CancellationScope.nonCancellable(() => insist(() => local.loadCall(runId, path, attempt)));
  if (call === null) return;
  const work = new CancellationScope();
  const watch = new CancellationScope({ cancellable: true, parent: work });
  void watch.run(() => lookAfter(work, () => local.isCallWanted(runId, path, attempt))).catch(() => undefined);
  const came = await work.run(() => performCall({ runId, path, attempt }, call));
  watch.cancel();
  const ended = { path, attempt, ...came, ...(call.mask === true ? { mask: true as const } : {}) };
  await CancellationScope.nonCancellable(() => insist(() => local.endCall(runId, ended)));
}

/** Cancels the work when it is not wanted any more: nobody tells it where the run's workflow was terminated. */
async function lookAfter(work: CancellationScope, isWanted: () => Promise<boolean>): Promise<void> {
  for (let pause = FIRST_LOOK_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    await sleep(pause);
    const wanted = await isWanted().catch(() => true);
    if (!wanted) return work.cancel();
  }
}
