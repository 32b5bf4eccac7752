import { LRUCache } from 'lru-cache';
import type { Json } from '@app/definition';
import {
  type Advanced,
  attemptKey,
  type CallEnded,
  type CallReport,
  type CallRequest,
  type CallWait,
  maskedError,
  type NodeResult,
  type ShellCalls,
} from '@app/engine';
import type { RunWaker } from '@app/temporal';
import type { PgNodeCallStore } from '../store/pg-node-call-store.js';
import type { CallWorkflows } from './call-workflows.js';
import type { CallsRepository } from './calls.repository.js';
import type { QueueWants } from '../task-queues/queue-wants.js';
import { shareOut } from './share-out.js';

const AT_ONCE = 20;
/** An advance has a minute; what is not begun by then is begun by the next one. */
const BEGIN_WITHIN_MS = 15_000;
/** Whether the workflows of a run's calls are there is asked this often at most. */
const LOOK_EVERY_MS = 600_000;

const GONE = {
  code: 'NODE_OUTCOME_UNKNOWN',
  message: 'The workflow that carried the call out is gone, and nothing is known of its outcome.',
  retryable: true,
};

/** Sees to it that whatever a run calls is carried out by somebody: by its own workflow, or by one of the call's own. */
export class RunCalls {
  private readonly looked = new LRUCache<string, true>({ max: 10_000, ttl: LOOK_EVERY_MS, perf: Date });
  /** Calls whose workflows have ended here: there is nothing to stop. */
  private readonly over = new LRUCache<string, true>({ max: 10_000 });

  constructor(
    private readonly workflows: CallWorkflows,
    private readonly calls: CallsRepository,
    private readonly queues: QueueWants,
    private readonly store: Pick<PgNodeCallStore, 'leaveResult'>,
    private readonly waker: Pick<RunWaker, 'wake'>,
  ) {}

  /** What the driver is told of what the shell tells. */
  toReport(shell: ShellCalls | undefined): CallReport | undefined {
    return shell && { started: [...shell.own, ...shell.apart], ended: shell.ended };
  }

  /**
   * Begins and stops what has to be after an advance. @returns what the shell is told
   * @throws when Temporal cannot be reached: the advance is repeated, and this with it
   */
  async follow(runId: string, advanced: Advanced, shell: ShellCalls | undefined): Promise<Advanced> {
    const { calls = [] } = advanced;
    if (calls.length === 0 && shell === undefined) return advanced;
    const { told, begin, stop, lookAfter } = shareOut(calls, shell);
    await this.queues.called(runId, calls);
    await eachOf(stop, (key) => this.stop(runId, key));
    const begun = await this.beginAll(runId, begin);
    const lost = await this.look(runId, lookAfter);
    if (advanced.ended) return advanced;
    const later = new Set(begin.map(keyOf).filter((key) => !begun.keys.has(key)));
    const again = advanced.again || lost || begun.lost || later.size > 0;
    return { ...advanced, again, calls: told.filter((wait) => !later.has(keyOf(wait))) };
  }

  /** What the attempt calls; null where it is not wanted any more. */
  load(runId: string, path: string, attempt: number): Promise<CallRequest | null> {
    return this.calls.load(runId, path, attempt);
  }

  /** Whether the attempt still waits for its call. */
  isWanted(runId: string, path: string, attempt: number): Promise<boolean> {
    return this.calls.isWanted(runId, path, attempt);
  }

  /** Leaves what came of a call in the run's inbox, once, and wakes the run. */
  async end(runId: string, ended: CallEnded & Pick<CallRequest, 'mask'>): Promise<void> {
    const { path, attempt, mask } = ended;
    const masked = mask === true ? { mask } : {};
    await this.store.leaveResult(runId, {
      path,
      attempt,
      at: Date.now(),
      ...masked,
      ...resultOf(ended, mask === true),
    });
    this.over.set(`${runId}/${attemptKey(path, attempt)}`, true);
    await this.waker.wake(runId);
  }

  private async stop(runId: string, key: string): Promise<void> {
    if (!this.over.has(`${runId}/${key}`)) await this.workflows.cancel(runId, key);
  }

  private async beginAll(runId: string, waits: readonly CallWait[]): Promise<{ keys: Set<string>; lost: boolean }> {
    const until = Date.now() + BEGIN_WITHIN_MS;
    const begun = { keys: new Set<string>(), lost: false };
    await eachOf(waits, async (wait) => {
      if (Date.now() > until) return;
      const key = keyOf(wait);
      const existed = await this.workflows.start(runId, key, wait);
      if (existed && (await this.leaveLost(runId, wait))) begun.lost = true;
      begun.keys.add(key);
    });
    return begun;
  }

  /** @returns whether any of the workflows is gone */
  private async look(runId: string, waits: readonly CallWait[]): Promise<boolean> {
    if (waits.length === 0 || this.looked.has(runId)) return false;
    const found = await eachOf(waits, (wait) => this.leaveLost(runId, wait));
    await this.queues.awaited(runId);
    this.looked.set(runId, true);
    return found.includes(true);
  }

  /** Where the workflow of a call is gone, it has left its result, or never will: the first that is left counts. */
  private async leaveLost(runId: string, wait: CallWait): Promise<boolean> {
    if (await this.workflows.isRunning(runId, keyOf(wait))) return false;
    const { path, attempt } = wait;
    await this.store.leaveResult(runId, { path, attempt, at: Date.now(), error: GONE });
    return true;
  }
}

function resultOf(ended: CallEnded, mask: boolean): Pick<NodeResult, 'outcome' | 'error'> {
  if ('value' in ended) return { outcome: { output: (ended.value ?? null) as Json, handles: null } };
  return { error: maskedError({ mask, masksInput: false }, ended.error) };
}

const keyOf = ({ path, attempt }: CallWait): string => attemptKey(path, attempt);

/** In order, some at a time. */
async function eachOf<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const left = items.values();
  const results: R[] = [];
  const next = async (): Promise<void> => {
    for (const item of left) results.push(await work(item));
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, next));
  return results;
}
