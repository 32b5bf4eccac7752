import { Injectable } from '@nestjs/common';
import type { SqlRunner } from '@app/database';
import { RunEndRepository } from '../end/run-end.repository.js';
import { RunInboxRepository } from '../store/run-inbox.repository.js';

/** Asks runs to stop, within a transaction. */
@Injectable()
export class RunCanceller {
  constructor(
    private readonly ends: RunEndRepository,
    private readonly inbox: RunInboxRepository,
  ) {}

  /**
   * Ends a run that nobody has begun; leaves another a message, once.
   * @returns the runs whose workflows must hear of it; null where it has ended or is not there
   */
  async ask(
    runId: string,
    { by, message }: { by: string | null; message: string },
    sql: SqlRunner,
  ): Promise<readonly string[] | null> {
    const error = { code: 'RUN_CANCELLED', message };
    const told = await this.ends.end(runId, { status: 'cancelled', error, by, ifQueued: true }, sql);
    if (told !== null) return told;
    return (await this.inbox.send(runId, { kind: 'cancel', by, dedupeKey: 'cancel' }, sql)) ? [runId] : null;
  }
}
