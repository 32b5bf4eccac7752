import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import { callWorkflowId } from '@app/engine';
import { CALL_WORKFLOW, type TemporalClient } from '@app/temporal';

/** A workflow task that is not heard of for so long is given to another worker. */
const WORKFLOW_TASK_TIMEOUT_MS = 5_000;

/** Which attempt calls. */
export interface CallingAttempt {
  readonly path: string;
  readonly attempt: number;
}

/** The workflows of single calls. Each method throws when Temporal cannot be reached. */
export class CallWorkflows {
  constructor(
    private readonly temporal: TemporalClient,
    private readonly taskQueue: string,
  ) {}

  /** Starts the workflow of a call, once for ever. @returns whether it runs, or has run, already */
  async start(runId: string, key: string, { path, attempt }: CallingAttempt): Promise<boolean> {
    try {
      await this.temporal.call((client) =>
        client.workflow.start(CALL_WORKFLOW, {
          workflowId: callWorkflowId(runId, key),
          taskQueue: this.taskQueue,
          args: [runId, path, attempt],
          workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT_MS,
          workflowIdReusePolicy: 'REJECT_DUPLICATE',
        }),
      );
      return false;
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) return true;
      throw error;
    }
  }

  /** Asks it to cancel what it calls. One that is gone is left alone. */
  async cancel(runId: string, key: string): Promise<void> {
    try {
      await this.temporal.call((client) => client.workflow.getHandle(callWorkflowId(runId, key)).cancel());
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
  }

  /** Whether it is there and has not closed. */
  async isRunning(runId: string, key: string): Promise<boolean> {
    try {
      const { status } = await this.temporal.call((client) =>
        client.workflow.getHandle(callWorkflowId(runId, key)).describe(),
      );
      return status.name === 'RUNNING';
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  }
}
