import { Injectable } from '@nestjs/common';
import type { RunError } from '@app/engine';
import { RunNudge } from '../children/run-nudge.js';
import { type RunEnd, RunEndRepository } from '../end/run-end.repository.js';
import { RunInboxRepository } from '../store/run-inbox.repository.js';

/** How the shell workflow ends a run, beside by carrying it. */
@Injectable()
export class RunEnds {
  constructor(
    private readonly ends: RunEndRepository,
    private readonly inbox: RunInboxRepository,
    private readonly nudge: RunNudge,
  ) {}

  /** Ends a run that can never go on, or was ended in Temporal; changes nothing where it has ended. */
  async end(runId: string, status: RunEnd['status'], error: RunError, by: string | null = null): Promise<void> {
    this.nudge.nudge((await this.ends.end(runId, { status, error, by })) ?? []);
  }

  /** Leaves a cancel in the inbox, once, for the interpreter to work in: Temporal was asked for it. */
  async askToCancel(runId: string): Promise<void> {
    await this.inbox.send(runId, { kind: 'cancel', by: 'temporal', dedupeKey: 'cancel' });
  }
}
