import { Injectable } from '@nestjs/common';
import { GroupCommit, Sql } from '@app/database';
import type { Json } from '@app/definition';
import { shown } from '@app/encryption';
import { AppError } from '@app/errors';
import { byIds } from './by-ids.js';
import { SUMMARY_COLUMNS } from './run-row.js';
import type { RunSummary } from './run-summary.js';

/** A run, and what it has come to. */
export interface RunResult extends RunSummary {
  readonly output: Json;
}

const results = byIds('runs.results', (match) => `select ${SUMMARY_COLUMNS}, output from runs where id ${match}`);

/** What runs have come to: those that are asked for at the same time are read in one statement, as runs that end together are. */
@Injectable()
export class RunResults {
  private readonly groups = new GroupCommit<string, RunResult | null>({
    maxItems: 32,
    maxInFlight: 4,
    commit: async (ids) => {
      const rows = await this.sql.query<RunResult & object>(...results(ids));
      const byId = new Map(rows.map((row) => [row.id, { ...row, output: shown(row.output) }]));
      return ids.map((id) => byId.get(id) ?? null);
    },
  });

  constructor(private readonly sql: Sql) {}

  /** @throws AppError RUN_NOT_FOUND */
  async run(runId: string): Promise<RunResult> {
    const result = await this.groups.submit(runId);
    if (result === null) throw new AppError('RUN_NOT_FOUND');
    return result;
  }
}
