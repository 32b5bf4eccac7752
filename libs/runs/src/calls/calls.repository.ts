import { Injectable } from '@nestjs/common';
import { Sql, type Statement } from '@app/database';
import { NO_KEYS, Vault } from '@app/encryption';
import type { CallRequest } from '@app/engine';
import { SQL_ENDED } from '../run/run-status.js';
import { fromStored } from '../store/masked.js';

const WANTED = `
from runs r join run_steps s on s.run_id = coalesce(r.slice_of, r.id)
where r.id = $1 and s.path = $2 and s.attempt = $3 and s.status = 'running'
  and s.type in ('activity', 'workflow') and r.status not in (${SQL_ENDED})`;

const LOAD: Statement = { name: 'calls.load', text: `select s.input as call ${WANTED}` };

const IS_WANTED: Statement = { name: 'calls.is_wanted', text: `select 1 ${WANTED}` };

/** Calls of foreign activities and workflows that runs wait for. */
@Injectable()
export class CallsRepository {
  constructor(
    private readonly sql: Sql,
    private readonly vault: Vault = NO_KEYS,
  ) {}

  /** What the attempt calls; null where it is not wanted any more. */
  async load(runId: string, path: string, attempt: number): Promise<CallRequest | null> {
    const [row] = await this.sql.query<{ call: CallRequest }>(LOAD, [runId, path, attempt]);
    return row === undefined ? null : fromStored.call(row.call, runId, path, attempt, this.vault);
  }

  /** Whether the attempt still waits for its call. */
  async isWanted(runId: string, path: string, attempt: number): Promise<boolean> {
    return (await this.sql.query(IS_WANTED, [runId, path, attempt])).length > 0;
  }
}
