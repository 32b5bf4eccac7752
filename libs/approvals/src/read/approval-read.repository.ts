import { Sql, type Statement } from '@app/database';
import { Injectable } from '@nestjs/common';
import { VIEW_COLUMNS } from './approval-columns.js';
import {
  type ApprovalFilter,
  type ApprovalPageRequest,
  countQuery,
  MAX_TOTAL,
  pageQuery,
} from './approval-list-sql.js';
import type { ApprovalView, VoteView } from './approval-view.js';

const TASK: Statement = {
  name: 'approvals.task',
  text: `select ${VIEW_COLUMNS} from approvals a join runs r on r.id = a.run_id where a.id = $1`,
};

const VOTES: Statement = {
  name: 'approval_votes.of',
  text: `
select by, decision, comment, form, created_at as "createdAt" from approval_votes where approval_id = $1
order by created_at, by`,
};

/** A page of tasks. */
export interface ApprovalPage {
  readonly tasks: readonly ApprovalView[];
  /** Whether there are more behind it. */
  readonly more: boolean;
}

/** Tasks and votes, as they are shown. */
@Injectable()
export class ApprovalReadRepository {
  constructor(private readonly sql: Sql) {}

  /** null when there is no such task. */
  async task(id: string): Promise<ApprovalView | null> {
    const [row] = await this.sql.query<ApprovalView>(TASK, [id]);
    return row ?? null;
  }

  /** In their order. */
  votes(id: string): Promise<VoteView[]> {
    return this.sql.query<VoteView & object>(VOTES, [id]);
  }

  /** Newest first. */
  async page(organizationId: string, filter: ApprovalFilter, request: ApprovalPageRequest): Promise<ApprovalPage> {
    const { statement, values } = pageQuery(organizationId, filter, request);
    const rows = await this.sql.query<ApprovalView>(statement, values);
    return { tasks: rows.slice(0, request.perPage), more: rows.length > request.perPage };
  }

  /** How many tasks there are; null for more than MAX_TOTAL. */
  async total(organizationId: string, filter: ApprovalFilter): Promise<number | null> {
    const { statement, values } = countQuery(organizationId, filter);
    const [row] = await this.sql.query<{ total: number }>(statement, values);
    return row === undefined || row.total > MAX_TOTAL ? null : row.total;
  }
}
