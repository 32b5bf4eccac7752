import { CancellationScope, CancelledFailure, continueAsNew, sleep, workflowInfo } from '@temporalio/workflow';
import { finalFailure, insist } from './insist.js';
import { local } from './local-activities.js';
import type { BatchAdvanced } from './shell.types.js';

const AGAIN: BatchAdvanced = { ended: false };

/**
 * A batch of express runs. It knows no run: who is in the batch, and how far each one is, is PostgreSQL's
 * and `advanceBatch`'s; a run that has to wait leaves the batch for a workflow of its own. Here is only
 * that it is called until none is left.
 */
export async function runExpress(batchId: string): Promise<void> {
  const root = CancellationScope.current();
  await CancellationScope.nonCancellable(() => carry(batchId, root));
  if (root.consideredCancelled) throw new CancelledFailure('The batch was cancelled.');
}

async function carry(batchId: string, root: CancellationScope): Promise<void> {
  root.cancelRequested.catch(() => insist(() => local.cancelBatch(batchId)));
  for (;;) {
    const advanced = await advance(batchId);
    if (advanced.ended) return;
    // A timer ends the workflow task, so that another worker can take the batch.
    if (advanced.handOver === true) await sleep(1);
    // A further workflow run would not know that it was cancelled.
    if (workflowInfo().continueAsNewSuggested && !root.consideredCancelled)
      await continueAsNew<typeof runExpress>(batchId);
  }
}

/** AGAIN: it brought nothing. What no repetition cures fails the workflow, and with it none of the runs. */
async function advance(batchId: string): Promise<BatchAdvanced> {
  try {
    return await local.advanceBatch(batchId);
  } catch (error) {
    if (finalFailure(error) !== null) throw error;
    return AGAIN;
  }
}
