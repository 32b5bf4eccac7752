import { Injectable } from '@nestjs/common';
import type {
  EventMessage,
  InboxMessage,
  RunFacts,
  RunOutcome,
  RunStore,
  RunWrite,
  StepResult,
  TakenRun,
} from '@app/engine';
import { RunNudge } from '../children/run-nudge.js';
import { RunHistoryRepository } from './run-history.repository.js';
import { RunInboxRepository } from './run-inbox.repository.js';
import { toFacts } from './run-facts.js';
import { RunTaker, type TakenRow } from './run-taker.js';
import { RunWriter } from './run-writer.js';

/** Runs in PostgreSQL. */
@Injectable()
export class PgRunStore implements RunStore {
  constructor(
    private readonly taker: RunTaker,
    private readonly history: RunHistoryRepository,
    private readonly inbox: RunInboxRepository,
    private readonly writer: RunWriter,
    private readonly nudge: RunNudge,
  ) {}

  /**
   * The epoch is raised in a statement of its own, and the rest read after its commit: what the
   * driver before has committed while this one waited for the run's row is then seen.
   */
  async take(runId: string): Promise<TakenRun | null> {
    const row = await this.taker.take(runId);
    if (row === null) return null;
    const inbox = await this.inbox.untaken(runId);
    const facts = toFacts(row, await this.history.sliced(row));
    if (row.epoch === 1) return toTaken(row, facts, inbox, []);
    const events = await this.history.eventsAfter(runId, row.state_seq ?? 0);
    return toTaken(row, facts, inbox, events);
  }

  results(runId: string, paths: readonly string[], whole: boolean): Promise<readonly StepResult[]> {
    return this.history.results(runId, paths, whole);
  }

  outcome(runId: string): Promise<RunOutcome | null> {
    return this.history.outcome(runId);
  }

  async write(write: RunWrite): Promise<void> {
    this.nudge.nudge(await this.writer.write(write));
  }

  readEvents(runId: string, names: readonly string[], after: number): Promise<readonly EventMessage[]> {
    return this.inbox.events(runId, names, after);
  }

  readInbox(runId: string): Promise<readonly InboxMessage[]> {
    return this.inbox.untaken(runId);
  }
}

/** Nobody has had the run before epoch 1: there are no steps, and no event but its creation. */
function toTaken(row: TakenRow, facts: RunFacts, inbox: TakenRun['inbox'], events: TakenRun['events']): TakenRun {
  const { epoch, state, state_seq, seq } = row;
  return {
    ...facts,
    epoch,
    seq,
    snapshot: state === null || state_seq === null ? null : { state, seq: state_seq },
    events,
    inbox,
  };
}
