import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { WorkflowHandle } from '@temporalio/client';
import type { Advanced, LostActivity } from '../src/workflows/shell.types.js';

const WAIT: Advanced = { ended: false, again: false, wakeAt: null, activities: [] };
const SUCCESS: Advanced = { ...WAIT, ended: true, outcome: { status: 'success' } };
const in30s = (path: string) => ({ path, attempt: 1, timeoutMs: 30_000 });

/** What the shell is played by: the answers of `advanceRun`, call by call, and what happens meanwhile. */
export interface Scenario {
  /** The n-th answer, from 1; past the last one the last is given again. */
  readonly answers: readonly ((lost: readonly LostActivity[]) => Advanced | Promise<Advanced>)[];
  /** Carried out after the first answer was given. */
  readonly meanwhile?: (workflow: WorkflowHandle) => Promise<unknown>;
  readonly executeNode?: () => Promise<void>;
  /** What the workflow comes to: its result, or the type of its failure. */
  readonly ends: string;
  /** What the run was made to be, from outside of `advanceRun`. */
  readonly told?: readonly string[];
}

/** Runs until it is cancelled. */
async function untilCancelled(): Promise<void> {
  const context = Context.current();
  const beat = setInterval(() => context.heartbeat(), 200);
  try {
    await context.cancelled;
  } finally {
    clearInterval(beat);
  }
}

/** Every kind of wait that the shell knows, by the name of its recorded history. */
export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  'one-advance': { answers: [() => SUCCESS], ends: 'success' },
  failed: {
    answers: [() => ({ ...SUCCESS, outcome: { status: 'failed', code: 'HTTP_STATUS' } })],
    ends: 'HTTP_STATUS',
  },
  again: { answers: [() => ({ ...WAIT, again: true }), () => SUCCESS], ends: 'success' },
  'hand-over': { answers: [() => ({ ...WAIT, again: true, handOver: true }), () => SUCCESS], ends: 'success' },
  timer: { answers: [() => ({ ...WAIT, wakeAt: Date.now() + 1_000 }), () => SUCCESS], ends: 'success' },
  wake: { answers: [() => WAIT, () => SUCCESS], meanwhile: (workflow) => workflow.signal('wake'), ends: 'success' },
  'wake-before-timer': {
    answers: [() => ({ ...WAIT, wakeAt: Date.now() + 3_600_000 }), () => SUCCESS],
    meanwhile: (workflow) => workflow.signal('wake'),
    ends: 'success',
  },
  'cancelled-in-temporal': {
    answers: [() => WAIT, () => ({ ...SUCCESS, outcome: { status: 'cancelled', code: 'RUN_CANCELLED' } })],
    meanwhile: (workflow) => workflow.cancel(),
    ends: 'CancelledFailure',
    told: ['cancel'],
  },
  'long-activity': {
    answers: [() => ({ ...WAIT, activities: [in30s('a'), in30s('b')] }), () => SUCCESS],
    ends: 'success',
  },
  'activity-not-wanted-any-more': {
    answers: [
      () => ({ ...WAIT, activities: [in30s('a')], wakeAt: Date.now() + 1_000 }),
      () => ({ ...WAIT, wakeAt: Date.now() + 1_000 }),
      () => SUCCESS,
    ],
    executeNode: untilCancelled,
    ends: 'success',
  },
  'lost-activity': {
    answers: [
      () => ({ ...WAIT, activities: [in30s('a')] }),
      (lost) => ({ ...SUCCESS, outcome: { status: 'failed', code: lost.map(({ path }) => path).join() } }),
    ],
    executeNode: () => Promise.reject(new Error('the worker is gone')),
    ends: 'a',
  },
  'store-down-for-a-while': {
    answers: [...Array.from({ length: 4 }, () => () => Promise.reject(new Error('the store is down'))), () => SUCCESS],
    ends: 'success',
  },
  broken: {
    answers: [() => Promise.reject(ApplicationFailure.nonRetryable('It cannot be read.', 'RUN_BROKEN'))],
    ends: 'RUN_BROKEN',
    told: ['failed RUN_BROKEN'],
  },
};
