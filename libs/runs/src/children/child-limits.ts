import { Injectable } from '@nestjs/common';
import { Sql, type Statement } from '@app/database';
import { fullKeys, atLimit, type KeyLimit, REPLACED, tooOldRuns } from '../admission/key-limits.js';
import type { RunTerms } from '../admission/run-terms.js';
import { RunCanceller } from '../cancel/run-canceller.js';
import { RunNudge } from './run-nudge.js';

/** Whether a run, or one that waits for it, however far up, counts for the key. */
const WITHIN: Statement = {
  name: 'runs.limit.within',
  text: `
with recursive up as (
  select parent_run_id, parent_waits, flow_id, concurrency_key from runs where id = $1
  union all
  select p.parent_run_id, p.parent_waits, p.flow_id, p.concurrency_key
  from up join runs p on p.id = up.parent_run_id where up.parent_waits
)
select from up where flow_id = $2 and concurrency_key = $3 limit 1`,
};

/**
 * The limits of concurrency, for runs that other runs start. Who is refused, or gives way, is decided
 * when the child is about to be recorded, without a lock: where several begin at the very same moment more
 * may be let in, and then wait for their turn. How many run at a time the permits decide, exactly.
 */
@Injectable()
export class ChildLimits {
  constructor(
    private readonly sql: Sql,
    private readonly canceller: RunCanceller,
    private readonly nudge: RunNudge,
  ) {}

  /**
   * The limit that a child is to be under. A run that another of the same key waits for counts as one with
   * it: it would wait for ever for the place of the one that waits for it.
   * @param waiting the run that will wait for the child; null: none
   * @throws AppError CONCURRENCY_LIMIT
   */
  async limitOf(
    flowId: string,
    concurrency: RunTerms['concurrency'],
    waiting: string | null,
  ): Promise<RunTerms['concurrency']> {
    if (concurrency === null) return null;
    const { key, limit, onLimit } = concurrency;
    if (waiting !== null && (await this.sql.query(WITHIN, [waiting, flowId, key])).length > 0) return null;
    const own: KeyLimit = { flowId, key, limit };
    if (onLimit === 'reject' && (await fullKeys(this.sql, [own])).length > 0) throw atLimit(own);
    if (onLimit === 'cancel_oldest') await this.makeRoom(own);
    return concurrency;
  }

  /** Those that would be too old with the child. Asked again it stops nobody else. */
  private async makeRoom(own: KeyLimit): Promise<void> {
    const cause = { by: 'system', message: REPLACED };
    for (const { id } of await tooOldRuns(this.sql, [{ ...own, limit: own.limit - 1 }])) {
      const told = await this.sql.transaction((sql) => this.canceller.ask(id, cause, sql));
      this.nudge.nudge(told ?? []);
    }
  }
}
