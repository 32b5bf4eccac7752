import { Sql, type SqlRunner, type Statement } from '@app/database';
import { Vault } from '@app/encryption';
import type { Json, JsonObject } from '@app/definition';
import { fromStoredWords, toStoredWords } from '@app/runs';
import { Injectable } from '@nestjs/common';
import type { Decision } from '../approval-status.js';
import type { NewVote } from './new-vote.js';
import type { VotedTask } from './vote.rules.js';

const TASK: Statement = {
  name: 'approvals.voted',
  text: `select run_id as "runId", form_schema as "formSchema", masked from approvals where id = $1`,
};

/** Drivers and ends lock the run first, and so does who votes: nobody waits for one who waits for them. */
const HOLD_RUN: Statement = { name: 'runs.hold', text: 'select 1 from runs where id = $1 for no key update' };

const HOLD: Statement = {
  name: 'approvals.hold',
  text: `
select path, attempt, status, coalesce(deadline <= clock_timestamp(), false) as overdue, assignees, quorum,
  allow_self as "allowSelf"
from approvals where id = $1 for update`,
};

const STARTED_BY: Statement = {
  name: 'runs.started_by',
  text: `
with recursive around as (
  select id, parent_run_id from runs where id = $1
  union
  select r.id, r.parent_run_id from runs r join around a on r.id = a.parent_run_id
)
select btrim(e.data->>'by') as by from around a join run_events e on e.run_id = a.id and e.seq = 1
where e.data->>'by' is not null`,
};

const VOTES: Statement = {
  name: 'approval_votes.all',
  text: `
select by, decision, comment, form, created_at as at from approval_votes where approval_id = $1 order by created_at, by`,
};

const VOTE: Statement = {
  name: 'approval_votes.add',
  text: `
insert into approval_votes (approval_id, by, decision, comment, form, created_at)
values ($1, $2, $3, $4, $5::json, clock_timestamp())`,
};

const DECIDE: Statement = {
  name: 'approvals.decide',
  text: 'update approvals set status = $2, decided_at = now(), updated_at = now() where id = $1',
};

/** What can be looked at before the task is held, since it never changes. */
export interface TaskForm {
  readonly runId: string;
  readonly formSchema: JsonObject | null;
  /** Whether what is filled in is stored encrypted. */
  readonly masked: boolean;
}

/** A task that nobody else changes until the transaction has ended. */
export interface HeldTask extends VotedTask {
  readonly path: string;
  readonly attempt: number;
}

/** A vote that counts. */
export interface CountedVote {
  readonly by: string;
  readonly decision: Decision;
  readonly comment: string | null;
  readonly form: Json;
  readonly at: Date;
}

/** Votes, and what they decide. */
@Injectable()
export class ApprovalVoteRepository {
  constructor(
    private readonly sql: Sql,
    private readonly vault: Vault,
  ) {}

  /** null when there is no such task. */
  async task(id: string): Promise<TaskForm | null> {
    const [row] = await this.sql.query<TaskForm>(TASK, [id]);
    return row ?? null;
  }

  /** Holds the run and its task, in this order; null when the task is gone. */
  async hold(id: string, runId: string, sql: SqlRunner): Promise<HeldTask | null> {
    await sql.query(HOLD_RUN, [runId]);
    const [row] = await sql.query<Omit<HeldTask, 'startedBy'>>(HOLD, [id]);
    if (row === undefined) return null;
    return { ...row, startedBy: row.allowSelf ? [] : await startedBy(runId, sql) };
  }

  /** In their order. @throws AppError ENCRYPTION_KEY_MISSING */
  async votes(id: string, masked: boolean, sql: SqlRunner): Promise<CountedVote[]> {
    const votes = await sql.query<CountedVote & object>(VOTES, [id]);
    return votes.map((vote) => ({ ...vote, ...fromStoredWords(vote, masked, id, vote.by, this.vault) }));
  }

  /** @throws AppError ENCRYPTION_KEY_MISSING */
  async add(id: string, { by, decision, comment, form }: NewVote, masked: boolean, sql: SqlRunner): Promise<void> {
    const stored = toStoredWords({ comment: comment ?? null, form: form ?? null }, masked, id, by, this.vault);
    await sql.query(VOTE, [
      id,
      by,
      decision,
      stored.comment,
      stored.form === null ? null : JSON.stringify(stored.form),
    ]);
  }

  async decide(id: string, decision: Decision, sql: SqlRunner): Promise<void> {
    await sql.query(DECIDE, [id, decision]);
  }
}

async function startedBy(runId: string, sql: SqlRunner): Promise<string[]> {
  const rows = await sql.query<{ by: string }>(STARTED_BY, [runId]);
  return rows.map(({ by }) => by);
}
