import { Injectable, Logger } from '@nestjs/common';
import type { NativeConnection, Worker } from '@temporalio/worker';
import { setTimeout as pause } from 'node:timers/promises';
import { Backoff, errorMessage, RunDispatch, TemporalRunStarter } from '@app/runs';
import { connectNative } from '@app/temporal';
import { ExpressAdvances } from '../activities/express-advances.js';
import { RunAdvances } from '../activities/run-advances.js';
import { Leaving } from '../leaving.js';
import { WorkerFactory } from './worker-factory.js';

/** Workers that die one after the other, each so soon after its start, will not get better in this process. */
const FATAL_DEATHS = 5;
const SOON_MS = 60_000;

/** What the host is doing: looking for Temporal, carrying runs, leaving, or gone. */
export type HostState = 'connecting' | 'polling' | 'stopping' | 'stopped';

/** Keeps a Temporal worker in this process: waits for Temporal, makes the worker, makes another when it dies. */
@Injectable()
export class TemporalHost {
  private readonly logger = new Logger(TemporalHost.name);
  private readonly backoff = new Backoff(250, 5_000);
  private worker: Worker | undefined;
  private dispatcher: { stop(): Promise<void> } | undefined;
  private deaths = 0;
  private stopping = false;
  private ended = false;

  constructor(
    private readonly factory: WorkerFactory,
    private readonly dispatch: RunDispatch,
    private readonly advances: RunAdvances,
    private readonly express: ExpressAdvances,
    private readonly leaving: Leaving,
  ) {}

  get state(): HostState {
    if (this.ended) return 'stopped';
    if (this.stopping) return 'stopping';
    return this.worker?.getState() === 'RUNNING' ? 'polling' : 'connecting';
  }

  /** Resolves after `stop()`, when all is handed over. @throws when no worker can be kept alive */
  async run(): Promise<void> {
    const { signal } = this.leaving;
    try {
      while (!signal.aborted) await this.serveOnce(signal);
    } finally {
      await Promise.all([this.advances.settled(), this.express.settled()]);
      this.ended = true;
    }
  }

  /** Takes on nothing new; what is under way finishes, or is left for others to go on with. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.dispatcher?.stop();
    this.leaving.begin();
    if (this.worker?.getState() === 'RUNNING') this.worker.shutdown();
  }

  private async serveOnce(signal: AbortSignal): Promise<void> {
    try {
      await this.serve();
    } catch (error) {
      if (this.deaths >= FATAL_DEATHS) throw error;
      this.backoff.fail();
      this.logger.warn(
        { reason: errorMessage(error), retryMs: this.backoff.pauseMs },
        'no Temporal worker yet; trying again',
      );
      await pause(this.backoff.pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }

  private async serve(): Promise<void> {
    const connection = await connectNative(this.factory.temporal);
    try {
      const worker = await this.factory.create(connection);
      this.backoff.succeed();
      await this.poll(worker, connection);
    } finally {
      await connection.close();
    }
  }

  private async poll(worker: Worker, connection: NativeConnection): Promise<void> {
    const began = Date.now();
    const running = worker.run();
    try {
      this.worker = worker;
      const { namespace, taskQueue } = worker.options;
      const starter = new TemporalRunStarter(connection, namespace, taskQueue);
      this.dispatcher = this.dispatch.begin(starter, ({ id, isBatch, runs }, here) =>
        isBatch
          ? this.express.begin(
              id,
              runs.map(({ runId }) => runId),
              here,
            )
          : this.advances.begin(id, here),
      );
      this.logger.log({ namespace, taskQueue }, 'the worker takes on runs');
      // Asked to leave while the worker was being made.
      if (this.leaving.signal.aborted) worker.shutdown();
      await running;
    } catch (error) {
      this.deaths = Date.now() - began < SOON_MS ? this.deaths + 1 : 1;
      throw error;
    } finally {
      this.worker = undefined;
      await this.dispatcher?.stop();
    }
  }
}
