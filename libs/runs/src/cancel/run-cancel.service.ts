import { Injectable } from '@nestjs/common';
import { Sql } from '@app/database';
import { AppError } from '@app/errors';
import { RunWaker } from '@app/temporal';
import { RunStatusRepository } from '../read/run-status.repository.js';
import { RunCanceller } from './run-canceller.js';

/** Asks runs to stop. Needs PostgreSQL only: that the workflow is woken too only saves time. */
@Injectable()
export class RunCancelService {
  constructor(
    private readonly sql: Sql,
    private readonly canceller: RunCanceller,
    private readonly statuses: RunStatusRepository,
    private readonly waker: RunWaker,
  ) {}

  /**
   * Ends a run that nobody has begun at once; leaves the others a message, once, and wakes them.
   * @throws AppError RUN_NOT_FOUND, RUN_ENDED
   */
  async cancel(runId: string, by: string | null): Promise<void> {
    const message = 'The run was cancelled by request.';
    const told = await this.sql.transaction((sql) => this.canceller.ask(runId, { by, message }, sql));
    if (told === null) throw new AppError((await this.statuses.status(runId)) === null ? 'RUN_NOT_FOUND' : 'RUN_ENDED');
    for (const id of told) void this.waker.wake(id);
  }
}
