import { Injectable } from '@nestjs/common';
import { Sql } from '@app/database';
import { DELETE_EXPIRED, THIN, THINNED } from './retention-statements.js';

/** How much is deleted in one statement: some tenths of a second of work. */
export interface RetentionLimits {
  readonly runs: number;
  /** Events of all runs together. */
  readonly events: number;
  /** A run of more events is deleted piece by piece. */
  readonly eventsOfOne: number;
}

/** The limits of the product. */
export const RETENTION_LIMITS: RetentionLimits = { runs: 200, events: 20_000, eventsOfOne: 100_000 };

/** Ended runs that are kept no longer. */
@Injectable()
export class ExpiredRunsRepository {
  constructor(private readonly sql: Sql) {}

  /**
   * Deletes some of them.
   * @param usualMs how long runs are kept whose flow does not say; null: for ever
   * @returns whether there was something to delete, and so may be more
   */
  async deleteSome(usualMs: number | null, limits = RETENTION_LIMITS): Promise<boolean> {
    const { runs, events, eventsOfOne } = limits;
    const rows = await this.sql.query<{ id: string; deleted: boolean }>(DELETE_EXPIRED, [
      runs,
      usualMs,
      events,
      eventsOfOne,
    ]);
    for (const { id } of rows.filter(({ deleted }) => !deleted)) await this.thin(id, limits);
    return rows.length > 0;
  }

  private async thin(runId: string, { events }: RetentionLimits): Promise<void> {
    const [row] = await this.sql.query<{ thinned: number }>(THIN, [runId, events]);
    if (row?.thinned === 0) await this.sql.query(THINNED, [runId]);
  }
}
