import type { PageMeta } from '../envelope/paged.js';
import type { PageQuery } from './page.query.js';

/** The meta of a page: of the query, of how many items there are in all (null: not counted), and of what follows. */
export function pageMeta(query: PageQuery, total: number | null, nextCursor: string | null): PageMeta {
  return {
    page: query.cursor === undefined ? (query.page ?? 1) : null,
    per_page: query.per_page,
    total,
    total_pages: total === null ? null : Math.ceil(total / query.per_page),
    next_cursor: nextCursor,
  };
}

/** How many items lie before the page; 0 where it is read by cursor. */
export function pageOffset(query: PageQuery): number {
  return query.cursor === undefined ? ((query.page ?? 1) - 1) * query.per_page : 0;
}
