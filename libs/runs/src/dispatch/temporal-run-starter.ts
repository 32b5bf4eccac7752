import { Client, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import type { Claim } from './run-queue.js';
import type { RunStarter, Started } from './run-starter.js';
import { workflowStart } from './workflow-starts.js';

const START_TIMEOUT_MS = 5_000;

/** The client's connection: the worker's own, which alone can start eagerly. */
export type StarterConnection = NonNullable<ConstructorParameters<typeof Client>[0]>['connection'] & {
  withDeadline<T>(deadline: number, calls: () => Promise<T>): Promise<T>;
};

/** Starts over the worker's own connection, so that the first task comes back with the answer and runs right here. */
export class TemporalRunStarter implements RunStarter {
  private readonly client: Client;

  constructor(
    private readonly connection: StarterConnection,
    namespace: string,
    private readonly taskQueue: string,
  ) {
    this.client = new Client({ connection, namespace });
  }

  async start(claim: Claim): Promise<Started> {
    const [type, options] = workflowStart(claim, this.taskQueue);
    try {
      const { eagerlyStarted } = await this.connection.withDeadline(Date.now() + START_TIMEOUT_MS, () =>
        this.client.workflow.start(type, {
          ...options,
          requestEagerStart: true,
          // One that has closed under a queued run was ended by someone: the reconciler judges it.
          workflowIdReusePolicy: 'REJECT_DUPLICATE',
        }),
      );
      return eagerlyStarted ? 'here' : 'elsewhere';
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) return 'existed';
      throw error;
    }
  }
}
