import { Injectable } from '@nestjs/common';
import { Sql, type Statement } from '@app/database';
import { NO_KEYS, Vault } from '@app/encryption';
import type { NodeCall, NodeCallStore, NodeResult, StepResult } from '@app/engine';
import { AppError } from '@app/errors';
import { SQL_ENDED } from '../run/run-status.js';
import { toFacts } from './run-facts.js';
import { RunHistoryRepository } from './run-history.repository.js';
import { RunInboxRepository } from './run-inbox.repository.js';
import { toStored } from './masked.js';
import { isRefusal } from './refusal.js';
import { RUN_FACTS, type TakenRow } from './run-taker.js';

const BEGIN: Statement = {
  name: 'run_steps.begin',
  text: `
update run_steps s set status = 'running', started_at = now()
from runs r
where r.id = $1 and s.run_id = coalesce(r.slice_of, r.id) and s.path = $2 and s.attempt = $3 and s.status = 'pending'
  and r.status not in (${SQL_ENDED})
returning ${RUN_FACTS}`,
};

/** What `executeNode` reads and leaves, in PostgreSQL. */
@Injectable()
export class PgNodeCallStore implements NodeCallStore {
  constructor(
    private readonly sql: Sql,
    private readonly history: RunHistoryRepository,
    private readonly inbox: RunInboxRepository,
    private readonly vault: Vault = NO_KEYS,
  ) {}

  async begin(runId: string, path: string, attempt: number): Promise<NodeCall | null> {
    const [row] = await this.sql.query<TakenRow>(BEGIN, [runId, path, attempt]);
    if (row === undefined) return null;
    if (row.state === null) throw new AppError('RUN_BROKEN', 'An attempt is to begin, but the run has no snapshot.');
    return { ...toFacts(row, await this.history.sliced(row)), snapshot: row.state };
  }

  results(runId: string, paths: readonly string[], whole: boolean): Promise<readonly StepResult[]> {
    return this.history.results(runId, paths, whole);
  }

  async leaveResult(runId: string, result: NodeResult): Promise<void> {
    try {
      await this.leave(runId, result);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const message = `The result cannot be stored: ${(error as Error).message}`;
      const { path, attempt, at } = result;
      await this.leave(runId, { path, attempt, at, error: { code: 'OUTPUT_NOT_STORABLE', message, retryable: false } });
    }
  }

  private async leave(runId: string, result: NodeResult): Promise<void> {
    const dedupeKey = `node.result:${result.path}:${result.attempt}`;
    const data = toStored.result(result, runId, this.vault);
    await this.inbox.send(runId, { kind: 'node.result', data, dedupeKey });
  }
}
