import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Client } from '@temporalio/client';
import {
  NativeConnection,
  Runtime,
  Worker,
  bundleWorkflowCode,
  makeTelemetryFilterString,
  DefaultLogger,
} from '@temporalio/worker';
import * as activities from './activities.ts';

/** The yardstick: workflows as one writes them by hand, on the same server, started with eager start. */
export interface HandWritten {
  /** Starts a workflow and waits for its result. */
  run(workflow: string, args: unknown[]): Promise<unknown>;
  /** Starts a workflow on a task queue that no worker polls. */
  startOnly(): Promise<void>;
  close(): Promise<void>;
}

/** Runs a worker and a client on one connection, in this process. */
export async function handWritten(address: string): Promise<HandWritten> {
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    shutdownSignals: [],
    telemetryOptions: { logging: { forward: {}, filter: makeTelemetryFilterString({ core: 'ERROR' }) } },
  });
  const connection = await NativeConnection.connect({ address });
  const taskQueue = `hand-written-${randomUUID()}`;
  const workflowsPath = fileURLToPath(new URL('./workflows.ts', import.meta.url));
  const worker = await Worker.create({
    connection,
    taskQueue,
    workflowBundle: await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') }),
    activities,
    maxConcurrentWorkflowTaskExecutions: 100,
    maxConcurrentLocalActivityExecutions: 200,
  });
  const running = worker.run();
  const client = new Client({ connection });
  return {
    run: (workflow, args) =>
      client.workflow.execute(workflow, { taskQueue, workflowId: randomUUID(), args, requestEagerStart: true }),
    startOnly: async () => {
      await client.workflow.start('nothing', { taskQueue: 'nobody-polls', workflowId: randomUUID() });
    },
    close: async () => {
      worker.shutdown();
      await running;
      await connection.close();
    },
  };
}
