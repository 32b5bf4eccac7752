import { Sql, type SqlRunner } from '@app/database';
import type { JsonObject } from '@app/definition';
import { Vault } from '@app/encryption';
import type { ApprovalDecided } from '@app/engine';
import { AppError } from '@app/errors';
import { RunInboxRepository, RunWakes, toStoredDecision } from '@app/runs';
import { Injectable } from '@nestjs/common';
import type { Decision } from '../approval-status.js';
import { ApprovalVoteRepository, type CountedVote, type HeldTask, type TaskForm } from './approval-vote.repository.js';
import { checkForm } from './check-form.js';
import type { NewVote } from './new-vote.js';
import { assertMayVote, outcome } from './vote.rules.js';

/** Takes votes. Needs PostgreSQL only. */
@Injectable()
export class ApprovalVoteService {
  constructor(
    private readonly sql: Sql,
    private readonly approvals: ApprovalVoteRepository,
    private readonly inbox: RunInboxRepository,
    private readonly wakes: RunWakes,
    private readonly vault: Vault,
  ) {}

  /**
   * Counts a vote; where it decides, the decision and the message to the run are committed with it.
   * @throws AppError APPROVAL_NOT_FOUND, APPROVAL_FORM_INVALID, APPROVAL_ALREADY_VOTED, APPROVAL_CLOSED,
   * APPROVAL_NOT_ASSIGNED, APPROVAL_SELF, DATABASE_UNAVAILABLE, ENCRYPTION_KEY_MISSING
   */
  async vote(id: string, vote: NewVote): Promise<void> {
    const task = await this.approvals.task(id);
    if (task === null) throw new AppError('APPROVAL_NOT_FOUND');
    checkForm(task.formSchema, vote);
    const decided = await this.sql.transaction((sql) => this.count(id, task, vote, sql));
    if (decided) this.wakes.wake([task.runId]);
  }

  /** @returns whether the vote decides */
  private async count(id: string, { runId, masked }: TaskForm, vote: NewVote, sql: SqlRunner): Promise<boolean> {
    const task = await this.approvals.hold(id, runId, sql);
    if (task === null) throw new AppError('APPROVAL_NOT_FOUND');
    const before = await this.approvals.votes(id, masked, sql);
    const voted = before.some(({ by }) => by === vote.by);
    assertMayVote(task, vote.by, voted);
    await this.approvals.add(id, vote, masked, sql);
    const votes = await this.approvals.votes(id, masked, sql);
    const decision = outcome(task, votes);
    if (decision === null) return false;
    await this.approvals.decide(id, decision, sql);
    const data = toStoredDecision(decided(task, decision, votes), masked, runId, this.vault);
    const sent = await this.inbox.send(runId, { kind: 'approval.decided', data, dedupeKey: `approval:${id}` }, sql);
    if (!sent) throw new AppError('APPROVAL_CLOSED', 'The run of the task has ended.');
    return true;
  }
}

function decided({ path, attempt }: HeldTask, decision: Decision, votes: readonly CountedVote[]): ApprovalDecided {
  const shown = votes.map(({ at, ...vote }): JsonObject => ({ ...vote, at: at.toISOString() }));
  return { path, attempt, decision, votes: shown, form: votes.at(-1)?.form ?? null };
}
