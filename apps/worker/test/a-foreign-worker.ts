import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Context } from '@temporalio/activity';
import { Client, type WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import { connectNative } from '@app/temporal';
import { temporalAddress } from '@app/testing';
import { onTestFinished } from 'vitest';

const workflowBundle = bundleWorkflowCode({
  workflowsPath: fileURLToPath(new URL('foreign-workflows.ts', import.meta.url)),
  logger: new DefaultLogger('ERROR'),
});

/** A worker of somebody else, on a task queue of its own, and what it has seen. */
export interface ForeignWorker {
  readonly taskQueue: string;
  /** Ids of the activities that it has begun, in order. */
  readonly begun: readonly string[];
  /** Ids of those that were told to stop. */
  readonly stopped: readonly string[];
  /** Lets the activities go on that wait for that. */
  release(): void;
  workflow(id: string): WorkflowHandle;
}

/** Starts one; it is stopped after the test. */
export async function aForeignWorker(
  taskQueue: string = `foreign-${randomUUID()}`,
  address = temporalAddress(),
): Promise<ForeignWorker> {
  const options = { address, namespace: 'default', tls: null, apiKey: undefined, connectTimeoutMs: 5_000 };
  const connection = await connectNative(options);
  const seen = { begun: [] as string[], stopped: [] as string[] };
  const released = Promise.withResolvers<void>();
  const worker = await Worker.create({
    connection,
    taskQueue,
    workflowBundle: await workflowBundle,
    activities: activitiesOf(seen, released.promise),
    // A cancel comes with the answer to a heartbeat: none is held back for long, however much time the activity has.
    maxHeartbeatThrottleInterval: 500,
    shutdownGraceTime: 1_000,
    shutdownForceTime: 2_000,
  });
  const running = worker.run();
  onTestFinished(async () => {
    released.resolve();
    worker.shutdown();
    await running.catch(() => undefined);
    await connection.close();
  });
  const client = new Client({ connection });
  return { ...seen, taskQueue, release: released.resolve, workflow: (id) => client.workflow.getHandle(id) };
}

function activitiesOf({ begun, stopped }: { begun: string[]; stopped: string[] }, released: Promise<void>) {
  const begin = (): Context => {
    const context = Context.current();
    begun.push(context.info.activityId);
    return context;
  };
  return {
    echo: async (...args: unknown[]) => {
      begin();
      return args;
    },
    nothing: async () => void begin(),
    bytes: async () => new Uint8Array([begin().info.attempt]),
    long: async (length: number) => {
      begin();
      return 'x'.repeat(length);
    },
    fail: async (failure: { type?: string; nonRetryable?: boolean; details?: unknown[]; times?: number }) => {
      const { activityId } = begin().info;
      if (begun.filter((id) => id === activityId).length > (failure.times ?? Infinity)) return 'well';
      throw ApplicationFailure.create({ message: 'it went wrong', ...failure });
    },
    nul: async (fails: boolean) => {
      begin();
      if (!fails) return 'a\u0000b';
      throw ApplicationFailure.create({ type: 'Nul', message: 'a\u0000b', details: ['\u0000', '\ud800'] });
    },
    silent: () => begin().cancelled,
    hang: async () => {
      const context = begin();
      const beat = setInterval(() => context.heartbeat(), 100);
      try {
        return await context.cancelled;
      } finally {
        clearInterval(beat);
        stopped.push(context.info.activityId);
      }
    },
    held: async (value: unknown) => {
      begin();
      await released;
      return value;
    },
  };
}
