import { DEFAULT_ORGANIZATION_ID, Sql } from '@app/database';
import { type Cursor, decodeCursor, encodeCursor, pageOffset } from '@app/http';
import { Injectable } from '@nestjs/common';
import {
  afterCursor,
  type FlowFilter,
  flowFilter,
  type FlowListQuery,
  type FlowSort,
  sortKey,
} from './flow-list.query.js';
import type { Flow } from './flow.entity.js';

/** A flow without its definition. */
export type FlowSummary = Omit<Flow, 'definition' | 'organizationId' | 'deletedAt'>;

/** A part of the list. */
export interface FlowPage {
  readonly flows: readonly FlowSummary[];
  readonly total: number;
  readonly nextCursor: string | null;
}

const COLUMNS = `id, name, slug, description, status, version, published_version as "publishedVersion",
  publish_requires_tests as "publishRequiresTests",
  created_at as "createdAt", updated_at as "updatedAt"`;

/** A row, with what its sort compares as PostgreSQL writes it: a Date would lose microseconds. */
type Row = FlowSummary & { readonly sort_value: string };

/** The list of flows, without their definitions. */
@Injectable()
export class FlowListRepository {
  constructor(private readonly sql: Sql) {}

  /** @throws AppError VALIDATION_FAILED when the cursor is none of this list */
  async list(query: FlowListQuery): Promise<FlowPage> {
    const { sort, per_page: limit } = query;
    const filter = flowFilter(query, DEFAULT_ORGANIZATION_ID);
    const cursor = query.cursor === undefined ? null : decodeCursor(query.cursor, sort, sortKey(sort).shape);
    const [rows, total] = await Promise.all([
      this.rows(cursor === null ? filter : afterCursor(filter, sort, cursor), sort, limit + 1, pageOffset(query)),
      this.count(filter),
    ]);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const more = rows.length > limit && last !== undefined;
    return {
      flows: page.map(({ sort_value: _, ...flow }) => flow),
      total,
      nextCursor: more ? encodeCursor(cursorOf(last, sort)) : null,
    };
  }

  private rows({ where, values }: FlowFilter, sort: FlowSort, limit: number, offset: number): Promise<Row[]> {
    const { column, down } = sortKey(sort);
    const direction = down ? 'desc' : 'asc';
    const order = column === null ? `id ${direction}` : `${column} ${direction}, id ${direction}`;
    const text = `select ${COLUMNS}, ${column ?? 'id'}::text as sort_value from flows
      where ${where} order by ${order} limit $${values.length + 1} offset $${values.length + 2}`;
    return this.sql.query<Row>({ text }, [...values, limit, offset]);
  }

  private async count({ where, values }: FlowFilter): Promise<number> {
    const [row] = await this.sql.query<{ n: number }>(
      { text: `select count(*)::int as n from flows where ${where}` },
      values,
    );
    return row?.n ?? 0;
  }
}

function cursorOf(last: Row, sort: FlowSort): Cursor {
  return { sort, values: sortKey(sort).column === null ? [last.id] : [last.sort_value, last.id] };
}
