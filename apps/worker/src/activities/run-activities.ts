import { Injectable, Logger } from '@nestjs/common';
import { activityInfo, Context } from '@temporalio/activity';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { advanceRun, executeNode, type Advanced, type LostActivity, type ShellActivities } from '@app/engine';
import { AttemptWatch, RunEnds, RunSlots } from '@app/runs';
import { Leaving } from '../leaving.js';
import { linkSignals } from './linked-signal.js';
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
    private readonly ends: RunEnds,
    private readonly slots: RunSlots,
    private readonly attempts: AttemptWatch,
    private readonly leaving: Leaving,
  ) {}

  /** The activities by their names, as a worker registers them. */
  get byName(): ShellActivities {
    return {
      advanceRun: (runId, lost) => this.reported(runId, () => this.advanceRun(runId, lost)),
      executeNode: (runId, path, attempt) => this.reported(runId, () => this.executeNode(runId, path, attempt)),
      updateRunStatus: (runId, status, error) => this.reported(runId, () => this.ends.end(runId, status, error)),
      cancelRun: (runId) => this.reported(runId, () => this.ends.askToCancel(runId)),
    };
  }

  private async advanceRun(runId: string, lost: readonly LostActivity[]): Promise<Advanced> {
    const leave = this.slots.enter(runId);
    const stop = linkSignals(Context.current().cancellationSignal, this.leaving.signal);
    try {
      const advanced = await advanceRun(this.ports.driver, runId, lost, stop.signal);
      return !advanced.ended && this.leaving.signal.aborted ? { ...advanced, handOver: true } : advanced;
    } finally {
      stop.release();
      leave();
    }
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
