import { DEFAULT_ORGANIZATION_ID } from '@app/database';
import { AppError } from '@app/errors';
import { decodeCursor, encodeCursor, pageMeta, Paged, pageOffset, type PageQuery } from '@app/http';
import { shownWords } from '@app/runs';
import { Injectable } from '@nestjs/common';
import type { ApprovalFilter } from './approval-list-sql.js';
import { ApprovalReadRepository } from './approval-read.repository.js';
import type { ApprovalDetail, ApprovalView } from './approval-view.js';

const ORDER = '-created_at';
const CURSOR = [/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/];

/** Reads of tasks. Needs PostgreSQL only. */
@Injectable()
export class ApprovalReadService {
  constructor(private readonly approvals: ApprovalReadRepository) {}

  /** A page of the inbox, newest first; counted, but for a page after a cursor. @throws AppError VALIDATION_FAILED */
  async list(filter: ApprovalFilter, query: PageQuery): Promise<Paged<ApprovalView>> {
    const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor, ORDER, CURSOR).values[0];
    const request = { perPage: query.per_page, after, offset: pageOffset(query) };
    const [{ tasks, more }, total] = await Promise.all([
      this.approvals.page(DEFAULT_ORGANIZATION_ID, filter, request),
      after === undefined ? this.approvals.total(DEFAULT_ORGANIZATION_ID, filter) : null,
    ]);
    const last = more ? tasks.at(-1) : undefined;
    const next = last === undefined ? null : encodeCursor({ sort: ORDER, values: [last.id] });
    return new Paged(tasks, pageMeta(query, total, next));
  }

  /** @throws AppError APPROVAL_NOT_FOUND */
  async get(id: string): Promise<ApprovalDetail> {
    const [task, votes] = await Promise.all([this.approvals.task(id), this.approvals.votes(id)]);
    if (task === null) throw new AppError('APPROVAL_NOT_FOUND');
    return { ...task, votes: votes.map((vote) => ({ ...vote, ...shownWords(vote, task.masked) })) };
  }
}
