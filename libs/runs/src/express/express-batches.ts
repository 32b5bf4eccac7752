import { Injectable, Logger } from '@nestjs/common';
import { Sql, type Statement } from '@app/database';
import { errorMessage } from '../dispatch/error-message.js';
import { RunWorkflows } from '../dispatch/run-workflows.js';
import { SQL_ENDED } from '../run/run-status.js';

const OPEN: Statement = {
  name: 'runs.batch.open',
  text: `select id from runs where temporal_workflow_id = $1 and express and finished_at is null order by id`,
};

/** A run that has left before, and whose workflow nobody may have started yet, leaves once more. */
const LEAVE: Statement = {
  name: 'runs.batch.leave',
  text: `
update runs set temporal_workflow_id = 'run-' || id, updated_at = now()
where id = $2 and temporal_workflow_id in ($1, 'run-' || id) and status not in ('queued', ${SQL_ENDED})
returning flow_id as "flowId"`,
};

/** Batches of express runs, which share a workflow. Who is in one is PostgreSQL's to know. */
@Injectable()
export class ExpressBatches {
  private readonly logger = new Logger(ExpressBatches.name);

  constructor(
    private readonly sql: Sql,
    private readonly workflows: RunWorkflows,
  ) {}

  /** The runs of a batch that have not ended. */
  async openRuns(batchId: string): Promise<string[]> {
    const rows = await this.sql.query<{ id: string }>(OPEN, [batchId]);
    return rows.map(({ id }) => id);
  }

  /**
   * A run that is not over in one go leaves its batch, and goes on in a workflow of its own.
   * @returns false where an operator has terminated the batch: then it stays, and is ended with it
   * @throws AppError DATABASE_UNAVAILABLE
   */
  async leave(batchId: string, runId: string): Promise<boolean> {
    if (await this.isTerminated(batchId)) return false;
    const [left] = await this.sql.query<{ flowId: string }>(LEAVE, [batchId, runId]);
    if (left === undefined) return true;
    try {
      await this.workflows.startAgain({ runId, flowId: left.flowId, batchId: null });
    } catch (error) {
      this.logger.warn(
        { runId, reason: errorMessage(error) },
        'a run has no workflow yet: it is started when open runs are compared with Temporal',
      );
    }
    return true;
  }

  /** Where Temporal cannot be asked it was not: it could not be told to. */
  private async isTerminated(batchId: string): Promise<boolean> {
    const state = await this.workflows.stateOf(batchId).catch(() => null);
    return state === 'TERMINATED';
  }
}
