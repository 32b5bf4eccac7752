import { fileURLToPath } from 'node:url';
import { randomUUID } from 'node:crypto';
import { Client, WorkflowFailedError, type WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { type NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import { waitFor } from '@app/testing';
import { connectNative, installRuntime } from '@app/temporal';

const silent = (): void => undefined;
await installRuntime({ trace: silent, debug: silent, info: silent, warn: silent, error: silent });
import type { ShellActivities, ShellCalls } from '../src/workflows/shell.types.js';
import { foreignActivities } from './foreign-activities.js';
import type { Scenario, Scene } from './shell-scenarios.js';

/** Where the code of workflows is that are not ours. */
const foreignPath = fileURLToPath(new URL('foreign-workflows.ts', import.meta.url));

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
  shell: ShellCalls | undefined;
}

const BATCH = 'express-';
const UUID = /[0-9a-f]{8}-[0-9a-f-]{27}/g;

/** The shell on a real server, with activities that play a scenario, and a worker that is not ours. */
export class ShellStage {
  private readonly parts = new Map<string, Part>();
  private readonly client: Client;
  private readonly taskQueue = `shell-${randomUUID()}`;
  private readonly foreign = `foreign-${randomUUID()}`;
  private worker: { stop(): Promise<void> } | undefined;
  private foreignWorker: { stop(): Promise<void> } | undefined;

  private constructor(private readonly connection: NativeConnection) {
    this.client = new Client({ connection });
  }

  static async open(address: string): Promise<ShellStage> {
    const connection = await connectNative({
      address,
      namespace: 'default',
      tls: null,
      apiKey: undefined,
      connectTimeoutMs: 5_000,
    });
    const stage = new ShellStage(connection);
    await stage.startWorker();
    const note = (activityId: string, what: string) =>
      void stage.parts.get(activityId.slice(0, activityId.indexOf('/')))?.told.push(what);
    const activities = foreignActivities(note);
    stage.foreignWorker = await stage.serve({ taskQueue: stage.foreign, workflowsPath: foreignPath, activities });
    return stage;
  }

  async play(scenario: Scenario): Promise<Played> {
    const runId = randomUUID();
    const [type, workflowId, args] = played(scenario, runId);
    const { promise, resolve } = Promise.withResolvers<void>();
    const workflow = this.client.workflow.getHandle(workflowId);
    const part: Part = {
      scenario,
      workflow,
      calls: 0,
      executed: 0,
      told: [],
      shell: undefined,
      foreign: this.foreign,
      begun: resolve,
      signalCalled: (signal, ...args) => this.signal(`${runId}/a#1`, signal, args),
    };
    this.parts.set(runId, part);
    const { firstExecutionRunId } = await this.client.workflow.start(type, {
      workflowId,
      taskQueue: this.taskQueue,
      args,
      workflowTaskTimeout: 5_000,
    });
    await promise;
    await scenario.meanwhile?.(workflow, part);
    const end = await workflow.result().then(String, endOf);
    const histories = await this.histories(workflowId, firstExecutionRunId);
    return { end, told: part.told, histories };
  }

  /** Another worker in the place of the one that carries the shell. */
  async restartWorker(): Promise<void> {
    await this.worker?.stop();
    await this.startWorker();
  }

  async close(): Promise<void> {
    await Promise.all([this.worker?.stop(), this.foreignWorker?.stop()]);
    await this.connection.close();
  }

  private async startWorker(): Promise<void> {
    this.worker = await this.serve({ taskQueue: this.taskQueue, workflowsPath, activities: this.activities() });
  }

  private async serve(options: Omit<WorkerOptions, 'connection'>): Promise<{ stop(): Promise<void> }> {
    // A cancel comes with the answer to a heartbeat: none is held back for long, however much time the activity has.
    const beats = { maxHeartbeatThrottleInterval: 500 };
    const worker = await Worker.create({ connection: this.connection, ...beats, ...options });
    const running = worker.run();
    return {
      stop: () => {
        worker.shutdown();
        return running;
      },
    };
  }

  private async signal(workflowId: string, signal: string, args: unknown[]): Promise<void> {
    await waitFor(() =>
      this.client.workflow
        .getHandle(workflowId)
        .signal(signal, ...args)
        .then(() => true),
    );
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

  private activities(): ShellActivities {
    const part = (runId: string) => this.parts.get(runId)!;
    return {
      advanceRun: async (runId, lost, calls) => {
        const scene = part(runId);
        const { answers } = scene.scenario;
        scene.calls += 1;
        scene.shell = calls;
        if (scene.calls === 1) setImmediate(scene.begun);
        return answers[Math.min(scene.calls, answers.length) - 1]!(lost, scene);
      },
      advanceBatch: async (batchId) => {
        const scene = part(batchId.slice(BATCH.length));
        const { batch = [] } = scene.scenario;
        scene.calls += 1;
        if (scene.calls === 1) setImmediate(scene.begun);
        return batch[Math.min(scene.calls, batch.length) - 1]!(scene);
      },
      cancelBatch: async (batchId) => void part(batchId.slice(BATCH.length)).told.push('cancel'),
      executeNode: async (runId) => {
        part(runId).executed += 1;
        await part(runId).scenario.executeNode?.(part(runId));
      },
      updateRunStatus: async (runId, status, { code }) => void part(runId).told.push(`${status} ${code}`),
      cancelRun: async (runId) => {
        part(runId).scenario.cancelRun?.(part(runId));
        part(runId).told.push('cancel');
      },
      loadCall: async (runId) => {
        setImmediate(part(runId).begun);
        return part(runId).scenario.call?.(part(runId)) ?? null;
      },
      isCallWanted: async (runId) => part(runId).scenario.isCallWanted !== false,
      endCall: async (runId, ended) =>
        void part(runId).told.push(`ended ${JSON.stringify(ended).replaceAll(UUID, 'ID')}`),
    };
  }
}

/** The workflow that is played: its type, its id, its arguments. */
function played({ call, batch }: Scenario, runId: string): [string, string, unknown[]] {
  if (call !== undefined) return ['runCall', `call-${runId}/a#1`, [runId, 'a', 1]];
  if (batch !== undefined) return ['runExpress', `${BATCH}${runId}`, [`${BATCH}${runId}`]];
  return ['runFlow', `run-${runId}`, ['flow', runId]];
}

function endOf(error: unknown): string {
  if (!(error instanceof WorkflowFailedError)) throw error;
  const { cause } = error;
  return cause instanceof ApplicationFailure ? (cause.type ?? '') : (cause?.name ?? '');
}
