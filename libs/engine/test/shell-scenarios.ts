import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { WorkflowHandle } from '@temporalio/client';
import type { Advanced, BatchAdvanced, CallRequest, LostActivity, ShellCalls } from '../src/workflows/shell.types.js';

export const WAIT: Advanced = { ended: false, again: false, wakeAt: null, activities: [] };
export const SUCCESS: Advanced = { ...WAIT, ended: true, outcome: { status: 'success' } };
export const CANCELLED: Advanced = { ...SUCCESS, outcome: { status: 'cancelled', code: 'RUN_CANCELLED' } };
const in30s = (path: string) => ({ path, attempt: 1, timeoutMs: 30_000 });

/** What an answer may look at, and do, while it is waited for. */
export interface Scene {
  /** How often `advanceRun`, or `advanceBatch`, was called by now. */
  readonly calls: number;
  /** How often `executeNode` was. */
  readonly executed: number;
  readonly told: readonly string[];
  readonly workflow: WorkflowHandle;
  /** What the shell told of its calls, last. */
  readonly shell: ShellCalls | undefined;
  /** The task queue of a worker that is not ours. */
  readonly foreign: string;
  /** Signals the workflow that was called, as soon as it is there. */
  signalCalled(signal: string, ...args: unknown[]): Promise<void>;
}

/** What the shell is played by: the answers of `advanceRun`, call by call, and what happens meanwhile. */
export interface Scenario {
  /** The n-th answer, from 1; past the last one the last is given again. */
  readonly answers: readonly ((lost: readonly LostActivity[], scene: Scene) => Advanced | Promise<Advanced>)[];
  /** Carried out after the first answer was given. */
  readonly meanwhile?: (workflow: WorkflowHandle, scene: Scene) => Promise<unknown>;
  readonly executeNode?: (scene: Scene) => Promise<void>;
  readonly cancelRun?: (scene: Scene) => void;
  /** It is no run but a single call that is played, and this is what is called; null: it is not wanted any more. */
  readonly call?: (scene: Scene) => CallRequest | null;
  /** Whether the call is still wanted when that is asked. Default: yes. */
  readonly isCallWanted?: boolean;
  /** It is no run but a batch that is played; as `answers`. */
  readonly batch?: readonly ((scene: Scene) => BatchAdvanced | Promise<BatchAdvanced>)[];
  /** What the workflow comes to: its result, or the type of its failure. */
  readonly ends: string;
  /** What the run was made to be, from outside of `advanceRun`; what came of a call; what foreign code saw. */
  readonly told?: readonly string[];
}

/** Waits for a time of the server, the shortest there is: a second. */
export const soon = (): Advanced => ({ ...WAIT, wakeAt: Date.now() + 1 });

/** What fails so is tried again at once: a long outage in a short time. */
export const DOWN = ApplicationFailure.create({ message: 'the store is down', nextRetryDelay: 1 });

/** Runs until the condition holds, or rejects when it is cancelled. */
export async function runningUntil(condition: () => boolean): Promise<void> {
  const context = Context.current();
  let beat: NodeJS.Timeout | undefined;
  const holds = new Promise<void>((resolve) => {
    beat = setInterval(() => {
      context.heartbeat();
      if (condition()) resolve();
    }, 200);
  });
  try {
    await Promise.race([context.cancelled, holds]);
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
    answers: [() => WAIT, () => CANCELLED],
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
    executeNode: () => runningUntil(() => false),
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
  'store-down-for-longer-than-attempts-last': {
    answers: [...Array.from({ length: 40 }, () => () => Promise.reject(DOWN)), () => SUCCESS],
    ends: 'success',
  },
  'store-down-for-long-beside-an-activity': {
    answers: [
      () => ({ ...soon(), activities: [in30s('a')] }),
      ...Array.from({ length: 40 }, () => () => Promise.reject(DOWN)),
      () => ({ ...WAIT, activities: [in30s('a')] }),
      (lost, { executed }) => (lost.length === 0 && executed === 1 ? SUCCESS : CANCELLED),
    ],
    executeNode: (scene) => runningUntil(() => scene.calls > 41),
    ends: 'success',
  },
  broken: {
    answers: [() => Promise.reject(ApplicationFailure.nonRetryable('It cannot be read.', 'RUN_BROKEN'))],
    ends: 'RUN_BROKEN',
    told: ['failed RUN_BROKEN'],
  },
};
