import { Injectable } from '@nestjs/common';
import { Sql } from '@app/database';
import type { PageRequest, RunFilter } from './run-filter.js';
import { countQuery, MAX_TOTAL, pageQuery } from './run-list-sql.js';
import type { RunSummary } from './run-summary.js';

/** A page of runs. */
export interface RunPage {
  readonly runs: readonly RunSummary[];
  /** Whether there are more behind it. */
  readonly more: boolean;
}

/** Lists of runs, newest first. */
@Injectable()
export class RunListRepository {
  constructor(private readonly sql: Sql) {}

  /** Costs the same with a thousand and with millions of runs, but for a large offset. */
  async page(organizationId: string, filter: RunFilter, request: PageRequest): Promise<RunPage> {
    const { statement, values } = pageQuery(organizationId, filter, request);
    const rows = await this.sql.query<RunSummary>(statement, values);
    return { runs: rows.slice(0, request.perPage), more: rows.length > request.perPage };
  }

  /** How many runs there are; null for more than MAX_TOTAL, which would take too long to count. */
  async total(organizationId: string, filter: RunFilter): Promise<number | null> {
    const { statement, values } = countQuery(organizationId, filter);
    const [row] = await this.sql.query<{ total: number }>(statement, values);
    return row === undefined || row.total > MAX_TOTAL ? null : row.total;
  }
}
