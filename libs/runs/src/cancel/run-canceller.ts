import { Injectable } from '@nestjs/common';
import type { SqlRunner } from '@app/database';
import { RunEndRepository } from '../end/run-end.repository.js';
import { RunInboxRepository } from '../store/run-inbox.repository.js';

/** How a run was asked to stop: it ended at once, or has a message that its workflow should hear of. */
export type AskedToStop = 'ended' | 'sent';

/** Asks runs to stop, within a transaction. */
@Injectable()
export class RunCanceller {
  constructor(
    private readonly ends: RunEndRepository,
    private readonly inbox: RunInboxRepository,
  ) {}

  /** Ends a run that nobody has begun; leaves another a message, once. @returns null where it has ended or is not there */
  async ask(
    runId: string,
    { by, message }: { by: string | null; message: string },
    sql: SqlRunner,
  ): Promise<AskedToStop | null> {
    const error = { code: 'RUN_CANCELLED', message };
    if (await this.ends.end(runId, { status: 'cancelled', error, by, ifQueued: true }, sql)) return 'ended';
    return (await this.inbox.send(runId, { kind: 'cancel', by, dedupeKey: 'cancel' }, sql)) ? 'sent' : null;
  }
}
