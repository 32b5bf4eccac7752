import {
  ApplicationFailure,
  CancellationScope,
  CancelledFailure,
  condition,
  continueAsNew,
  defineSignal,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import { ActivityFailure, TemporalFailure } from '@temporalio/common';
import { local } from './local-activities.js';
import { NodeActivities } from './node-activities.js';
import type { Advanced, LostActivity, RunOutcome } from './shell.types.js';

const wake = defineSignal('wake');

/** A longer wait is waited for in pieces: no timer of Temporal is near any limit of it. */
const LONGEST_TIMER_MS = 30 * 24 * 3_600_000;

/** A history longer than this starts no more activities until those under way have ended and it continues as new. */
const FULL_HISTORY = 20_000;

const ENDED: Advanced = { ended: true, again: false, wakeAt: null, activities: [] };
const AGAIN: Advanced = { ...ENDED, ended: false, again: true };

/**
 * One run of a flow. It knows waits, not nodes: what the run is and does is PostgreSQL's and
 * `advanceRun`'s. Here is only when to call that again. What is sent of an ending is its
 * status and code; `flowId` is for the eyes of those who read the workflow's input.
 */
export async function runFlow(flowId: string, runId: string): Promise<RunOutcome['status'] | null> {
  const root = CancellationScope.current();
  const outcome = await CancellationScope.nonCancellable(() => follow(flowId, runId, root));
  if (outcome?.status === 'failed') {
    throw ApplicationFailure.nonRetryable('The run failed; its error is kept with the run.', outcome.code);
  }
  if (outcome?.status === 'cancelled' && root.consideredCancelled) throw new CancelledFailure('The run was cancelled.');
  return outcome?.status ?? null;
}

async function follow(flowId: string, runId: string, root: CancellationScope): Promise<RunOutcome | undefined> {
  let news = false;
  const onNews = (): void => {
    news = true;
  };
  root.cancelRequested.catch(() => cancel(runId).then(onNews));

  // Most runs end in their first advance: nothing that only waits need is made before it.
  let advanced = await advance(runId, []);
  if (advanced.ended) return advanced.outcome;

  setHandler(wake, onNews);
  const activities = new NodeActivities(runId, onNews);
  for (;;) {
    activities.follow(advanced.activities, workflowInfo().historyLength > FULL_HISTORY);
    // A timer ends the workflow task, so that another worker can take the run; the server
    // rounds it up to a second, so it is not made where this worker can go on.
    if (advanced.handOver === true) await sleep(1);
    else if (!advanced.again) await until(advanced.wakeAt, () => news);
    // A further workflow run would not know that it was cancelled, neither to tell the run nor to close so.
    const mayContinue = activities.idle && !root.consideredCancelled;
    if (workflowInfo().continueAsNewSuggested && mayContinue) await continueAsNew<typeof runFlow>(flowId, runId);

    news = false;
    const lost = activities.unreported;
    const next = await advance(runId, lost, () => activities.reported(lost));
    // A call that brought nothing says nothing of the activities either: they are still waited for.
    advanced = next === AGAIN ? { ...AGAIN, activities: advanced.activities } : next;
    if (advanced.ended) return advanced.outcome;
  }
}

/** Waits for news, or for a time. */
async function until(wakeAt: number | null, news: () => boolean): Promise<void> {
  if (wakeAt === null) await condition(news);
  else await condition(news, Math.min(Math.max(wakeAt - Date.now(), 1), LONGEST_TIMER_MS));
}

/** One call of `advanceRun`; a run that can never go on is made to fail. */
async function advance(runId: string, lost: readonly LostActivity[], onDone?: () => void): Promise<Advanced> {
  try {
    const advanced = await local.advanceRun(runId, lost);
    onDone?.();
    return advanced;
  } catch (error) {
    const final = finalFailure(error);
    if (final === null) return AGAIN;
    return fail(runId, final);
  }
}

async function fail(runId: string, failure: ApplicationFailure): Promise<Advanced> {
  const code = failure.type ?? 'RUN_BROKEN';
  await insist(() => local.updateRunStatus(runId, 'failed', { code, message: failure.message }));
  return { ...ENDED, outcome: { status: 'failed', code } };
}

async function cancel(runId: string): Promise<void> {
  await insist(() => local.cancelRun(runId));
}

/** Calls until it is done: only a failure that no repetition can cure ends it. */
async function insist(call: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (finalFailure(error) !== null) throw error;
    }
  }
}

/** The failure of a local activity that no repetition can cure; null: it may go well the next time. */
function finalFailure(error: unknown): ApplicationFailure | null {
  const failure = error instanceof ActivityFailure ? error.cause : error;
  if (failure instanceof ApplicationFailure) return failure.nonRetryable === true ? failure : null;
  if (failure instanceof TemporalFailure) return null;
  throw error;
}
