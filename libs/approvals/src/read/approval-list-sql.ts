import type { Statement } from '@app/database';
import type { ApprovalStatus } from '../approval-status.js';
import { VIEW_COLUMNS } from './approval-columns.js';

/** Rows are counted so far; a list that has more has no total. */
export const MAX_TOTAL = 1_000;

/** Which tasks a list has; all that is given must hold. */
export interface ApprovalFilter {
  /** Any of these. */
  readonly statuses: readonly ApprovalStatus[];
  /** Named as one of those who are asked. */
  readonly user?: string | undefined;
  readonly role?: string | undefined;
  readonly flowId?: string | undefined;
  readonly runId?: string | undefined;
}

/** Where a page begins: after the task with this id, or so many tasks in. */
export interface ApprovalPageRequest {
  readonly perPage: number;
  readonly after?: string | undefined;
  readonly offset?: number | undefined;
}

/** A statement and its values. */
export interface Query {
  readonly statement: Statement;
  readonly values: readonly unknown[];
}

/**
 * A page of tasks, newest first, and one row more where there is one. For several statuses it is the
 * union of the lists by each, which come in order out of an index.
 */
export function pageQuery(organizationId: string, filter: ApprovalFilter, page: ApprovalPageRequest): Query {
  const values: unknown[] = [];
  const add = (value: unknown): string => `$${values.push(value)}`;
  const common = conditions(add, organizationId, filter);
  if (page.after !== undefined) common.push(`id < ${add(page.after)}`);
  const offset = page.offset ?? 0;
  const limit = add(offset + page.perPage + 1);
  const arms = filter.statuses.map((status) => {
    const where = [...common, `status = ${add(status)}`].join(' and ');
    return `(select * from approvals where ${where} order by id desc limit ${limit})`;
  });
  const text = `select ${VIEW_COLUMNS} from (
      select * from (${arms.join(' union all ')}) arms order by id desc limit ${add(page.perPage + 1)} offset ${add(offset)}
    ) a join runs r on r.id = a.run_id
    order by a.id desc`;
  return { statement: { text }, values };
}

/** How many tasks a list has, up to one more than MAX_TOTAL. */
export function countQuery(organizationId: string, filter: ApprovalFilter): Query {
  const values: unknown[] = [];
  const add = (value: unknown): string => `$${values.push(value)}`;
  const where = [...conditions(add, organizationId, filter), `status = any(${add(filter.statuses)})`].join(' and ');
  const text = `select count(*)::int as total from (select 1 from approvals where ${where} limit ${MAX_TOTAL + 1}) counted`;
  return { statement: { text }, values };
}

function conditions(
  add: (value: unknown) => string,
  organizationId: string,
  { user, role, flowId, runId }: ApprovalFilter,
): string[] {
  const all = [`organization_id = ${add(organizationId)}`];
  if (flowId !== undefined) all.push(`flow_id = ${add(flowId)}`);
  if (runId !== undefined) all.push(`run_id = ${add(runId)}`);
  if (user !== undefined) all.push(`assignees @> ${add(JSON.stringify({ users: [user] }))}::jsonb`);
  if (role !== undefined) all.push(`assignees @> ${add(JSON.stringify({ roles: [role] }))}::jsonb`);
  return all;
}
