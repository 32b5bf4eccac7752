import { fileURLToPath } from 'node:url';
import { randomUUID } from 'node:crypto';
import { Client, WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { type NativeConnection, Worker } from '@temporalio/worker';
import { connectNative, installRuntime } from '@app/temporal';

const silent = (): void => undefined;
await installRuntime({ trace: silent, debug: silent, info: silent, warn: silent, error: silent });
import type { ShellActivities } from '../src/workflows/shell.types.js';
import type { Scenario } from './shell-scenarios.js';

/** Where the shell's workflow code is. */
export const workflowsPath = fileURLToPath(new URL('../src/workflows/index.ts', import.meta.url));

/** How a scenario went. */
export interface Played {
  readonly end: string;
  readonly told: readonly string[];
  readonly history: Awaited<ReturnType<ReturnType<Client['workflow']['getHandle']>['fetchHistory']>>;
}

/** The shell on a real server, with activities that play a scenario. */
export class ShellStage {
  private readonly scenarios = new Map<
    string,
    { scenario: Scenario; calls: number; told: string[]; begun: () => void }
  >();
  private readonly running: Promise<void>;

  private constructor(
    private readonly connection: NativeConnection,
    private readonly worker: Worker,
    private readonly taskQueue: string,
    activities: { of: ShellActivities },
  ) {
    activities.of = this.activities();
    this.running = worker.run();
  }

  static async open(address: string): Promise<ShellStage> {
    const connection = await connectNative({
      address,
      namespace: 'default',
      tls: null,
      apiKey: undefined,
      connectTimeoutMs: 5_000,
    });
    const taskQueue = `shell-${randomUUID()}`;
    const played = {} as { of: ShellActivities };
    const worker = await Worker.create({
      connection,
      taskQueue,
      workflowsPath,
      activities: {
        advanceRun: (...args: Parameters<ShellActivities['advanceRun']>) => played.of.advanceRun(...args),
        executeNode: (...args: Parameters<ShellActivities['executeNode']>) => played.of.executeNode(...args),
        updateRunStatus: (...args: Parameters<ShellActivities['updateRunStatus']>) =>
          played.of.updateRunStatus(...args),
        cancelRun: (...args: Parameters<ShellActivities['cancelRun']>) => played.of.cancelRun(...args),
      } satisfies ShellActivities,
    });
    return new ShellStage(connection, worker, taskQueue, played);
  }

  async play(scenario: Scenario): Promise<Played> {
    const runId = randomUUID();
    const { promise, resolve } = Promise.withResolvers<void>();
    const part = { scenario, calls: 0, told: [], begun: resolve };
    this.scenarios.set(runId, part);
    const client = new Client({ connection: this.connection });
    const workflow = await client.workflow.start('runFlow', {
      workflowId: `run-${runId}`,
      taskQueue: this.taskQueue,
      args: ['flow', runId],
      workflowTaskTimeout: 5_000,
    });
    await promise;
    await scenario.meanwhile?.(workflow);
    const end = await workflow.result().then(String, endOf);
    return { end, told: part.told, history: await workflow.fetchHistory() };
  }

  async close(): Promise<void> {
    this.worker.shutdown();
    await this.running;
    await this.connection.close();
  }

  private activities(): ShellActivities {
    const part = (runId: string) => this.scenarios.get(runId)!;
    return {
      advanceRun: async (runId, lost) => {
        const { scenario, begun } = part(runId);
        const call = (part(runId).calls += 1);
        if (call === 1) setImmediate(begun);
        return scenario.answers[Math.min(call, scenario.answers.length) - 1]!(lost);
      },
      executeNode: async (runId) => part(runId).scenario.executeNode?.(),
      updateRunStatus: async (runId, status, { code }) => void part(runId).told.push(`${status} ${code}`),
      cancelRun: async (runId) => void part(runId).told.push('cancel'),
    };
  }
}

function endOf(error: unknown): string {
  if (!(error instanceof WorkflowFailedError)) throw error;
  const { cause } = error;
  return cause instanceof ApplicationFailure ? (cause.type ?? '') : (cause?.name ?? '');
}
