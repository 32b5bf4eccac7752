import { Injectable, Logger } from '@nestjs/common';
import { WorkflowNotFoundError } from '@temporalio/client';
import { runWorkflowId, WAKE_SIGNAL } from './temporal.constants.js';
import { TemporalClient } from './temporal-client.js';

const WAKE_TIMEOUT_MS = 2_000;

/** Makes the workflow of a run look at its inbox. */
@Injectable()
export class RunWaker {
  private readonly logger = new Logger(RunWaker.name);

  constructor(private readonly temporal: TemporalClient) {}

  /**
   * Resolves to whether the workflow was reached, within a few seconds; never rejects. One that
   * was not costs time, never the message: whoever starts or checks the workflow reads the inbox.
   */
  async wake(runId: string): Promise<boolean> {
    try {
      await this.temporal.call(
        (client) => client.workflow.getHandle(runWorkflowId(runId)).signal(WAKE_SIGNAL),
        WAKE_TIMEOUT_MS,
      );
      return true;
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError))
        this.logger.warn({ err: error, runId }, 'the workflow of the run could not be woken');
      return false;
    }
  }
}
