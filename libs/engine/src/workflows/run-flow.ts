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
import { finalFailure, insist } from './insist.js';
import { local } from './local-activities.js';
import { NodeActivities } from './node-activities.js';
import { RunCalls } from './run-calls.js';
import type { Advanced, LostActivity, RunOutcome, ShellCalls } from './shell.types.js';

const wake = defineSignal('wake');

/** A longer wait is waited for in pieces: no timer of Temporal is near any limit of it. */
const LONGEST_TIMER_MS = 30 * 24 * 3_600_000;

/** A history longer than this starts no more activities until those under way have ended and it continues as new. */
const FULL_HISTORY = 20_000;

/** While calls have workflows of their own, the run looks after them at least this often. */
const LOOK_AFTER_CALLS_MS = 3_600_000;

const ENDED: Advanced = { ended: true, again: false, wakeAt: null, activities: [] };
const AGAIN: Advanced = { ...ENDED, ended: false, again: true };

/**
 * One run of a flow. It knows waits, not nodes: what the run is and does is PostgreSQL's and
 * `advanceRun`'s. Here is only when to call that again. What is sent of an ending is its
 * status and code; `flowId` is for the eyes of those who read the workflow's input.
 *
 * @param apart keys of the calls that have workflows of their own, from the history before
 */
export async function runFlow(
  flowId: string,
  runId: string,
  apart: readonly string[] = [],
): Promise<RunOutcome['status'] | null> {
  const root = CancellationScope.current();
  const outcome = await CancellationScope.nonCancellable(() => follow(flowId, runId, apart, root));
  if (outcome?.status === 'failed') {
    throw ApplicationFailure.nonRetryable('The run failed; its error is kept with the run.', outcome.code);
  }
  if (outcome?.status === 'cancelled' && root.consideredCancelled) throw new CancelledFailure('The run was cancelled.');
  return outcome?.status ?? null;
}

async function follow(
  flowId: string,
  runId: string,
  apart: readonly string[],
  root: CancellationScope,
): Promise<RunOutcome | undefined> {
  let news = false;
  const onNews = (): void => {
    news = true;
  };
  root.cancelRequested.catch(() => cancel(runId).then(onNews));

  const calls = new RunCalls(runId, apart, onNews);
  // Most runs end in their first advance: nothing that only waits need is made before it.
  let advanced = await advance(runId, [], calls.report(false));
  if (advanced.ended) return advanced.outcome;

  setHandler(wake, onNews);
  const activities = new NodeActivities(runId, onNews);
  for (;;) {
    // A call that brought nothing says nothing of what is under way either: it is still waited for.
    if (advanced !== AGAIN) {
      activities.follow(advanced.activities, workflowInfo().historyLength > FULL_HISTORY);
      calls.follow(advanced.calls ?? []);
    }
    // A timer ends the workflow task, so that another worker can take the run; the server
    // rounds it up to a second, so it is not made where this worker can go on.
    if (advanced.handOver === true) await sleep(1);
    else if (!advanced.again) await until(advanced.wakeAt, calls.apart.length > 0, () => news);
    // A further workflow run would not know that it was cancelled, neither to tell the run nor to close so.
    const mayContinue = activities.idle && calls.idle && !root.consideredCancelled;
    if (workflowInfo().continueAsNewSuggested && mayContinue)
      await continueAsNew<typeof runFlow>(flowId, runId, ...(calls.apart.length > 0 ? [calls.apart] : []));

    news = false;
    const lost = activities.unreported;
    const report = calls.report(workflowInfo().continueAsNewSuggested);
    advanced = await advance(runId, lost, report);
    if (advanced.ended) return advanced.outcome;
    if (advanced === AGAIN) continue;
    activities.reported(lost);
    calls.reported(report);
  }
}

/** Waits for news, or for a time. */
async function until(wakeAt: number | null, lookAfterCalls: boolean, news: () => boolean): Promise<void> {
  const longest = lookAfterCalls ? LOOK_AFTER_CALLS_MS : LONGEST_TIMER_MS;
  if (wakeAt !== null) await condition(news, Math.min(Math.max(wakeAt - Date.now(), 1), longest));
  else if (lookAfterCalls) await condition(news, longest);
  else await condition(news);
}

/** One call of `advanceRun`; a run that can never go on is made to fail. AGAIN: it brought nothing. */
async function advance(runId: string, lost: readonly LostActivity[], calls?: ShellCalls): Promise<Advanced> {
  try {
    return await local.advanceRun(runId, lost, calls);
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
