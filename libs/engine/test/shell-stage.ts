import { fileURLToPath } from 'node:url';
import { randomUUID } from 'node:crypto';
import { Client, WorkflowFailedError, type WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { type NativeConnection, Worker } from '@temporalio/worker';
import { connectNative, installRuntime } from '@app/temporal';

const silent = (): void => undefined;
await installRuntime({ trace: silent, debug: silent, info: silent, warn: silent, error: silent });
import type { ShellActivities } from '../src/workflows/shell.types.js';
import type { Scenario, Scene } from './shell-scenarios.js';

/** Where the shell's workflow code is. */
export const workflowsPath = fileURLToPath(new URL('../src/workflows/index.ts', import.meta.url));

type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;

/** How a scenario went. */
export interface Played {
  readonly end: string;
  readonly told: readonly string[];
  /** Of each workflow run, from the one that was started to the one that ended. */
  readonly histories: readonly History[];
}

interface Part extends Scene {
  readonly scenario: Scenario;
  readonly begun: () => void;
  readonly told: string[];
  calls: number;
  executed: number;
}

/** The shell on a real server, with activities that play a scenario. */
export class ShellStage {
  private readonly parts = new Map<string, Part>();
  private readonly client: Client;
  private readonly running: Promise<void>;

  private constructor(
    private readonly connection: NativeConnection,
    private readonly worker: Worker,
    private readonly taskQueue: string,
    activities: { of: ShellActivities },
  ) {
    activities.of = this.activities();
    this.client = new Client({ connection });
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
    const workflowId = `run-${runId}`;
    const { promise, resolve } = Promise.withResolvers<void>();
    const workflow = this.client.workflow.getHandle(workflowId);
    const part: Part = { scenario, workflow, calls: 0, executed: 0, told: [], begun: resolve };
    this.parts.set(runId, part);
    const { firstExecutionRunId } = await this.client.workflow.start('runFlow', {
      workflowId,
      taskQueue: this.taskQueue,
      args: ['flow', runId],
      workflowTaskTimeout: 5_000,
    });
    await promise;
    await scenario.meanwhile?.(workflow);
    const end = await workflow.result().then(String, endOf);
    const histories = await this.histories(workflowId, firstExecutionRunId);
    return { end, told: part.told, histories };
  }

  private async histories(workflowId: string, first: string): Promise<History[]> {
    const histories: History[] = [];
    for (let run: string | null | undefined = first; run;) {
      const history = await this.client.workflow.getHandle(workflowId, run).fetchHistory();
      histories.push(history);
      run = history.events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId;
    }
    return histories;
  }

  async close(): Promise<void> {
    this.worker.shutdown();
    await this.running;
    await this.connection.close();
  }

  private activities(): ShellActivities {
    const part = (runId: string) => this.parts.get(runId)!;
    return {
      advanceRun: async (runId, lost) => {
        const scene = part(runId);
        const { answers } = scene.scenario;
        scene.calls += 1;
        if (scene.calls === 1) setImmediate(scene.begun);
        return answers[Math.min(scene.calls, answers.length) - 1]!(lost, scene);
      },
      executeNode: async (runId) => {
        part(runId).executed += 1;
        await part(runId).scenario.executeNode?.(part(runId));
      },
      updateRunStatus: async (runId, status, { code }) => void part(runId).told.push(`${status} ${code}`),
      cancelRun: async (runId) => {
        part(runId).scenario.cancelRun?.(part(runId));
        part(runId).told.push('cancel');
      },
    };
  }
}

function endOf(error: unknown): string {
  if (!(error instanceof WorkflowFailedError)) throw error;
  const { cause } = error;
  return cause instanceof ApplicationFailure ? (cause.type ?? '') : (cause?.name ?? '');
}
