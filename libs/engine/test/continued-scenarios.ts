import { ApplicationFailure } from '@temporalio/common';
import { waitFor } from '@app/testing';
import { anActivity, aWait } from './call-scenarios.js';
import { handOver } from './batch-scenarios.js';
import { CANCELLED, runningUntil, type Scenario, soon, SUCCESS, WAIT } from './shell-scenarios.js';

type Answer = Scenario['answers'][number];

const times = (n: number, answer: Answer): Answer[] => Array.from({ length: n }, () => answer);

/** What a run may go through around the moments in which its workflow continues as new. */
export const CONTINUED: Readonly<Record<string, Scenario>> = {
  'continued-between-delays': { answers: [...times(5, soon), () => SUCCESS], ends: 'success' },
  'continued-between-signals': {
    answers: [
      ...times(8, async (_lost, { workflow }) => {
        await workflow.signal('wake');
        return WAIT;
      }),
      () => SUCCESS,
    ],
    ends: 'success',
  },
  'continued-batch': {
    answers: [],
    batch: [...Array.from({ length: 8 }, () => handOver), () => ({ ended: true })],
    ends: 'undefined',
  },
  'continued-after-an-activity': {
    answers: [
      ...times(5, () => ({ ...soon(), activities: [{ path: 'a', attempt: 1, timeoutMs: 30_000 }] })),
      ...times(3, soon),
      (lost, { executed }) => (lost.length === 0 && executed === 1 ? SUCCESS : CANCELLED),
    ],
    executeNode: (scene) => runningUntil(() => scene.calls > 4),
    ends: 'success',
  },
  'continued-after-a-call': {
    answers: [
      ...times(5, (_lost, { foreign, shell }) => {
        const call = shell === undefined ? anActivity(foreign, 'slow', { arguments: [4_500] }) : null;
        return { ...soon(), calls: [aWait(call)] };
      }),
      async (_lost, { shell, told }) => {
        await waitFor(() => told.length === 1);
        return shell?.own.length === 1 ? { ...soon(), calls: [aWait(null)] } : soon();
      },
      ...times(3, soon),
      (_lost, { told }) => (told.length === 1 ? SUCCESS : soon()),
    ],
    ends: 'success',
    told: ['begun'],
  },
  'continued-beside-a-call-with-a-workflow-of-its-own': {
    answers: [
      () => ({ ...soon(), calls: [aWait(null)] }),
      ...times(7, (_lost, { shell }) => ({ ...soon(), calls: shell?.apart.join() === 'a#1' ? [aWait(null)] : [] })),
      (_lost, { shell }) => (shell?.apart.join() === 'a#1' ? SUCCESS : CANCELLED),
    ],
    ends: 'success',
  },
};

/** Longer than pauses that a worker makes by itself: the server's timer lets other things happen meanwhile. */
const AWAY = ApplicationFailure.create({ message: 'the store is down', nextRetryDelay: 3_500 });

/** A cancel that Temporal is asked for during the n-th call, when the run's inbox cannot be reached for a while. */
export function cancelledDuring(call: number): Scenario {
  let cancels = 0;
  return {
    answers: [
      async (_lost, { calls, told, workflow }) => {
        if (calls === call) await workflow.cancel();
        return told.includes('cancel') ? CANCELLED : soon();
      },
    ],
    cancelRun: () => {
      if ((cancels += 1) === 1) throw AWAY;
    },
    ends: 'CancelledFailure',
    told: ['cancel'],
  };
}
