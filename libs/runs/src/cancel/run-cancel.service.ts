import { Injectable } from '@nestjs/common';
import { Sql } from '@app/database';
import { AppError } from '@app/errors';
import { RunWaker } from '@app/temporal';
import { RunEndRepository } from '../end/run-end.repository.js';
import { RunStatusRepository } from '../read/run-status.repository.js';
import { RunInboxRepository } from '../store/run-inbox.repository.js';

/** Asks runs to stop. Needs PostgreSQL only: that the workflow is woken too only saves time. */
@Injectable()
export class RunCancelService {
  constructor(
    private readonly sql: Sql,
    private readonly ends: RunEndRepository,
    private readonly inbox: RunInboxRepository,
    private readonly statuses: RunStatusRepository,
    private readonly waker: RunWaker,
  ) {}

  /**
   * Ends a run that nobody has begun at once; leaves the others a message, once, and wakes them.
   * @throws AppError RUN_NOT_FOUND, RUN_ENDED
   */
  async cancel(runId: string, by: string | null): Promise<void> {
    const error = { code: 'RUN_CANCELLED', message: 'The run was cancelled by request.' };
    const asked = await this.sql.transaction(async (sql) => {
      if (await this.ends.end(runId, { status: 'cancelled', error, by, ifQueued: true }, sql)) return 'ended' as const;
      return (await this.inbox.send(runId, { kind: 'cancel', by, dedupeKey: 'cancel' }, sql))
        ? ('sent' as const)
        : null;
    });
    if (asked === null)
      throw new AppError((await this.statuses.status(runId)) === null ? 'RUN_NOT_FOUND' : 'RUN_ENDED');
    if (asked === 'sent') void this.waker.wake(runId);
  }
}
