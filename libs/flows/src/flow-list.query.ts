import type { Cursor, PageQuery } from '@app/http';
import type { FlowStatus } from './flow-status.js';

/** Orders that the list of flows has. */
export const FLOW_SORTS = ['name', '-name', 'created_at', '-created_at', 'updated_at', '-updated_at'] as const;

/** One of the orders; `-` is descending. */
export type FlowSort = (typeof FLOW_SORTS)[number];

/** Which flows are wanted, and in which order. */
export interface FlowListQuery extends PageQuery {
  /** Any of them; missing: whatever the status. */
  readonly status?: readonly FlowStatus[] | undefined;
  /** Part of the name, in any case. */
  readonly name?: string | undefined;
  readonly sort: FlowSort;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?$/;

/** What a sort compares beside the id; ids are made in order of time, so they stand for `created_at` alone. */
interface SortKey {
  readonly column: string | null;
  readonly type: string;
  /** What the cursor's values are like. */
  readonly shape: readonly RegExp[];
}

const KEYS: Readonly<Record<string, SortKey>> = {
  name: { column: 'name', type: 'text', shape: [/^[^\0]*$/, UUID] },
  created_at: { column: null, type: '', shape: [UUID] },
  updated_at: { column: 'updated_at', type: 'timestamptz', shape: [TIME, UUID] },
};

/** The key of a sort, and whether it runs down. */
export function sortKey(sort: FlowSort): SortKey & { readonly down: boolean } {
  return { ...(KEYS[sort.replace('-', '')] as SortKey), down: sort.startsWith('-') };
}

/** A filter in SQL: its text, and the values of its parameters. */
export interface FlowFilter {
  readonly where: string;
  readonly values: readonly unknown[];
}

/** The filters of a list, for the organization. */
export function flowFilter({ status, name }: FlowListQuery, organizationId: string): FlowFilter {
  const values: unknown[] = [organizationId];
  const parts = ['organization_id = $1', 'deleted_at is null'];
  if (status !== undefined) parts.push(`status in (${status.map((one) => `$${values.push(one)}`).join(', ')})`);
  if (name !== undefined) parts.push(`name ilike $${values.push(`%${name.replace(/[\\%_]/g, '\\$&')}%`)}`);
  return { where: parts.join(' and '), values };
}

/** The filter, and behind it what lies after the cursor. */
export function afterCursor({ where, values }: FlowFilter, sort: FlowSort, cursor: Cursor): FlowFilter {
  const { column, type, down } = sortKey(sort);
  const than = down ? '<' : '>';
  const [first, second] = [`$${values.length + 1}`, `$${values.length + 2}`];
  const after =
    column === null ? `id ${than} ${first}::uuid` : `(${column}, id) ${than} (${first}::${type}, ${second}::uuid)`;
  return { where: `${where} and ${after}`, values: [...values, ...cursor.values] };
}
