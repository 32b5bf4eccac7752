import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import { RUN_WORKFLOW, runWorkflowId, type TemporalClient } from '@app/temporal';
import type { ClaimedRun } from './run-claims.repository.js';
import type { WorkflowState } from './workflow-fate.js';
import { runWorkflowOptions } from './workflow-starts.js';

/** The workflows of runs, as Temporal has them. */
export class RunWorkflows {
  constructor(
    private readonly temporal: TemporalClient,
    private readonly taskQueue: string,
  ) {}

  /** @throws when Temporal cannot be reached */
  async state(runId: string): Promise<WorkflowState> {
    try {
      const { status } = await this.temporal.call((client) =>
        client.workflow.getHandle(runWorkflowId(runId)).describe(),
      );
      return status.name;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return 'GONE';
      throw error;
    }
  }

  /** Starts the workflow anew, also where one of its name has closed; one that runs is left alone. @throws when Temporal cannot be reached */
  async startAgain(run: ClaimedRun): Promise<void> {
    try {
      await this.temporal.call((client) =>
        client.workflow.start(RUN_WORKFLOW, {
          ...runWorkflowOptions(run, this.taskQueue),
          workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        }),
      );
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  }
}
