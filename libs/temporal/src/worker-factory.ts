import type { NativeConnection, Worker } from '@temporalio/worker';
import { connectionOptions } from './connection-options.js';
import { foreignPayloads } from './foreign-payloads.js';
import type { TemporalOptions } from './temporal.options.js';
import { within } from './within.js';

/** Where the workflow code is: built beforehand, or sources that are bundled now. */
export type WorkflowCode = { readonly bundlePath: string } | { readonly workflowsPath: string };

/** What a worker of runs is made of. */
export interface RunWorkerOptions {
  readonly taskQueue: string;
  readonly workflows: WorkflowCode;
  readonly activities: object;
  /** Runs that may be advanced at once. */
  readonly maxConcurrentRuns: number;
  /** Regular activities at once. */
  readonly maxConcurrentActivities: number;
  /** Milliseconds that activities have, after `shutdown()`, before they are cancelled. */
  readonly shutdownGraceMs: number;
}

/** A worker's own connection: native, shared by its polls and by the starts of its dispatcher. @throws when Temporal does not answer */
export async function connectNative(options: TemporalOptions): Promise<NativeConnection> {
  const { NativeConnection } = await import('@temporalio/worker');
  const connecting = NativeConnection.connect(connectionOptions(options));
  return within(options.connectTimeoutMs, connecting, (late) => late.close());
}

const POLLS = 10;

/**
 * Polls hold slots before there is a task for them (one each, and one ahead for either queue), most of them for runs
 * that were here before. A small worker would have none left for new runs, and take one at a time, from the queue.
 */
const SLOTS_OF_POLLS = 2 * POLLS;

/** A worker that carries runs; it does nothing before its `run()`. @throws when Temporal does not answer or does not know the namespace */
export async function createRunWorker(
  connection: NativeConnection,
  namespace: string,
  options: RunWorkerOptions,
): Promise<Worker> {
  const { Worker } = await import('@temporalio/worker');
  const { workflows, maxConcurrentRuns: runs } = options;
  // Twice as many tasks as runs: wake-ups of waiting runs pass by a full house of new ones.
  const tasks = runs * 2 + SLOTS_OF_POLLS;
  return Worker.create({
    connection,
    namespace,
    taskQueue: options.taskQueue,
    activities: options.activities,
    dataConverter: { payloadCodecs: [foreignPayloads] },
    ...('bundlePath' in workflows
      ? { workflowBundle: { codePath: workflows.bundlePath } }
      : { workflowsPath: workflows.workflowsPath }),
    // A run that is being advanced holds a workflow task and a local activity.
    maxConcurrentWorkflowTaskExecutions: tasks,
    maxConcurrentLocalActivityExecutions: tasks,
    maxConcurrentActivityTaskExecutions: options.maxConcurrentActivities,
    maxConcurrentWorkflowTaskPolls: POLLS,
    // A cached shell is small; one that was dropped costs a replay of a short history.
    maxCachedWorkflows: Math.max(500, runs * 2),
    // A worker that is gone must not hold its runs' tasks for long.
    stickyQueueScheduleToStartTimeout: 2_000,
    shutdownGraceTime: options.shutdownGraceMs,
  });
}
