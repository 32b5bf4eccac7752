import { Injectable, Logger } from '@nestjs/common';
import { activityInfo, Context } from '@temporalio/activity';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import type { ShellActivities } from '@app/engine';
import { RunCalls, RunEnds } from '@app/runs';
import { ExpressAdvances } from './express-advances.js';
import { NodeAttempts } from './node-attempts.js';
import { RunAdvances } from './run-advances.js';
import { toFailure } from './to-failure.js';

/** The activities of the shell workflow, carried out by the interpreter on this process's ports. */
@Injectable()
export class RunActivities {
  private readonly logger = new Logger(RunActivities.name);

  constructor(
    private readonly advances: RunAdvances,
    private readonly ends: RunEnds,
    private readonly attempts: NodeAttempts,
    private readonly calls: RunCalls,
    private readonly express: ExpressAdvances,
  ) {}

  /** The activities by their names, as a worker registers them. */
  get byName(): ShellActivities {
    return {
      advanceRun: (runId, lost, calls) =>
        this.reported(runId, () => this.advances.advance(runId, { lost, calls }, Context.current().cancellationSignal)),
      advanceBatch: (batchId) =>
        this.reported(batchId, () => this.express.advance(batchId, Context.current().cancellationSignal)),
      cancelBatch: (batchId) => this.reported(batchId, () => this.express.cancel(batchId)),
      executeNode: (runId, path, attempt) => this.reported(runId, () => this.attempts.execute(runId, path, attempt)),
      updateRunStatus: (runId, status, error) => this.reported(runId, () => this.ends.end(runId, status, error)),
      cancelRun: (runId) => this.reported(runId, () => this.ends.askToCancel(runId)),
      loadCall: (runId, path, attempt) => this.reported(runId, () => this.calls.load(runId, path, attempt)),
      isCallWanted: (runId, path, attempt) => this.reported(runId, () => this.calls.isWanted(runId, path, attempt)),
      endCall: (runId, ended) => this.reported(runId, () => this.calls.end(runId, ended)),
    };
  }

  private async reported<T>(id: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof CancelledFailure || error instanceof ApplicationFailure) throw error;
      const { activityType, attempt } = activityInfo();
      this.logger.error({ err: error, id, activity: activityType, attempt }, 'an activity failed');
      throw toFailure(error);
    }
  }
}
