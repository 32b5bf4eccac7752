import './provided-context.ts';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, type WorkflowHandleWithStartDetails } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, inject } from 'vitest';
import { createActivities } from '../src/activities/activities.ts';
import { Journal } from '../src/journal.ts';
import { keepHistories } from './histories.ts';
import './quiet-runtime.ts';

/** The starter's worker, in this process, on a task queue and with a journal of its own. */
export interface TestWorker {
  readonly client: Client;
  readonly taskQueue: string;
  readonly journal: Journal;
  /** Starts a workflow; its history is kept when the tests have run and histories are recorded. */
  start<Arg, Result>(
    workflow: (arg: Arg) => Promise<Result>,
    arg: Arg,
  ): Promise<WorkflowHandleWithStartDetails<(arg: Arg) => Promise<Result>>>;
}

/** Gives the worker, in hooks and tests. */
export type UsedWorker = () => TestWorker;

/** There from `beforeAll` on, stopped after the last test of the file. */
export function useWorker(): UsedWorker {
  let running: TestWorker | undefined;
  const leave: (() => unknown)[] = [];
  const started: string[] = [];
  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'workflow-starter-'));
    const journal = new Journal(join(folder, 'journal.db'));
    const connection = await NativeConnection.connect({ address: inject('temporalAddress') });
    const taskQueue = `starter-${randomUUID()}`;
    const worker = await Worker.create({
      connection,
      taskQueue,
      workflowsPath: fileURLToPath(new URL('../src/workflows/index.ts', import.meta.url)),
      activities: createActivities(journal),
    });
    const ran = worker.run();
    const client = new Client({ connection });
    leave.push(
      () => keepHistories(client, started),
      () => worker.shutdown(),
      () => ran,
      () => connection.close(),
      () => journal.close(),
      () => rmSync(folder, { recursive: true }),
    );
    running = {
      client,
      taskQueue,
      journal,
      async start(workflow, arg) {
        const workflowId = `${workflow.name}-${randomUUID()}`;
        started.push(workflowId);
        return client.workflow.start(workflow, { workflowId, taskQueue, args: [arg] });
      },
    };
  });
  afterAll(async () => {
    for (const step of leave) await step();
  });
  return () => {
    if (!running) throw new Error('The worker is there in hooks and tests only');
    return running;
  };
}
