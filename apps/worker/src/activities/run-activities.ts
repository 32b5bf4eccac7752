import { Injectable, Logger } from '@nestjs/common';
import { activityInfo, Context } from '@temporalio/activity';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { executeNode, type ShellActivities } from '@app/engine';
import { AttemptWatch, RunCalls, RunEnds } from '@app/runs';
import { linkSignals } from './linked-signal.js';
import { RunAdvances } from './run-advances.js';
import { RunPorts } from './run-ports.js';
import { toFailure } from './to-failure.js';

/** Often enough that the server, which is told at most every 5 s, never misses a beat. */
const HEARTBEAT_MS = 1_500;

/** The activities of the shell workflow, carried out by the interpreter on this process's ports. */
@Injectable()
export class RunActivities {
  private readonly logger = new Logger(RunActivities.name);

  constructor(
    private readonly ports: RunPorts,
    private readonly advances: RunAdvances,
    private readonly ends: RunEnds,
    private readonly attempts: AttemptWatch,
    private readonly calls: RunCalls,
  ) {}

  /** The activities by their names, as a worker registers them. */
  get byName(): ShellActivities {
    return {
      advanceRun: (runId, lost, calls) =>
        this.reported(runId, () => this.advances.advance(runId, { lost, calls }, Context.current().cancellationSignal)),
      executeNode: (runId, path, attempt) => this.reported(runId, () => this.executeNode(runId, path, attempt)),
      updateRunStatus: (runId, status, error) => this.reported(runId, () => this.ends.end(runId, status, error)),
      cancelRun: (runId) => this.reported(runId, () => this.ends.askToCancel(runId)),
      loadCall: (runId, path, attempt) => this.reported(runId, () => this.calls.load(runId, path, attempt)),
      isCallWanted: (runId, path, attempt) => this.reported(runId, () => this.calls.isWanted(runId, path, attempt)),
      endCall: (runId, ended) => this.reported(runId, () => this.calls.end(runId, ended)),
    };
  }

  private async executeNode(runId: string, path: string, attempt: number): Promise<void> {
    const context = Context.current();
    const stop = linkSignals(context.cancellationSignal);
    const unwatch = this.attempts.watch(runId, () => stop.abort());
    const beat = setInterval(() => context.heartbeat(), HEARTBEAT_MS);
    try {
      if (await executeNode(this.ports.node, runId, path, attempt, stop.signal)) return;
      if (stop.signal.aborted) throw new CancelledFailure('The attempt was stopped.');
      throw ApplicationFailure.nonRetryable(
        'The attempt began before, and nothing is known of it.',
        'NODE_OUTCOME_UNKNOWN',
      );
    } finally {
      clearInterval(beat);
      unwatch();
      stop.release();
    }
  }

  private async reported<T>(runId: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof CancelledFailure || error instanceof ApplicationFailure) throw error;
      const { activityType, attempt } = activityInfo();
      this.logger.error({ err: error, runId, activity: activityType, attempt }, 'an activity failed');
      throw toFailure(error);
    }
  }
}
