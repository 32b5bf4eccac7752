import { Injectable } from '@nestjs/common';
import type { RunError } from '@app/engine';
import { RunEndRepository } from '../end/run-end.repository.js';
import { RunInboxRepository } from '../store/run-inbox.repository.js';

/** How the shell workflow ends a run, beside by carrying it. */
@Injectable()
export class RunEnds {
  constructor(
    private readonly ends: RunEndRepository,
    private readonly inbox: RunInboxRepository,
  ) {}

  /** Ends a run that can never go on; changes nothing where it has ended. */
  async end(runId: string, status: 'failed', error: RunError): Promise<void> {
    await this.ends.end(runId, { status, error });
  }

  /** Leaves a cancel in the inbox, once, for the interpreter to work in: Temporal was asked for it. */
  async askToCancel(runId: string): Promise<void> {
    await this.inbox.send(runId, { kind: 'cancel', by: 'temporal', dedupeKey: 'cancel' });
  }
}
