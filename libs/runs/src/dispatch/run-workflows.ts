import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import type { TemporalClient } from '@app/temporal';
import type { OpenRun } from './open-runs.repository.js';
import { type Claim, claimOf } from './run-queue.js';
import type { WorkflowState } from './workflow-fate.js';
import { workflowIdOf, workflowStart } from './workflow-starts.js';

/** The workflows that carry runs, as Temporal has them. */
export class RunWorkflows {
  constructor(
    private readonly temporal: TemporalClient,
    private readonly taskQueue: string,
  ) {}

  /** How the workflow is that carries the run. @throws when Temporal cannot be reached */
  state(run: OpenRun): Promise<WorkflowState> {
    return this.stateOf(workflowIdOf(carrierOf(run)));
  }

  /** @throws when Temporal cannot be reached */
  async stateOf(workflowId: string): Promise<WorkflowState> {
    try {
      const { status } = await this.temporal.call((client) => client.workflow.getHandle(workflowId).describe());
      return status.name;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return 'GONE';
      throw error;
    }
  }

  /** Starts the workflow anew, also where one of its name has closed; one that runs is left alone. @throws when Temporal cannot be reached */
  async startAgain(run: OpenRun): Promise<void> {
    const [type, options] = workflowStart(carrierOf(run), this.taskQueue);
    try {
      await this.temporal.call((client) =>
        client.workflow.start(type, { ...options, workflowIdReusePolicy: 'ALLOW_DUPLICATE' }),
      );
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  }
}

/** What the run's workflow carries: it alone, or its batch. */
const carrierOf = (run: OpenRun): Claim =>
  run.batchId === null ? claimOf(run) : { id: run.batchId, isBatch: true, runs: [run] };
