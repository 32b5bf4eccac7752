import { Injectable } from '@nestjs/common';
import { GroupCommit, Sql, type Statement } from '@app/database';
import type { Json } from '@app/definition';
import type { StoredState } from '@app/engine';
import { LRUCache } from 'lru-cache';
import { SQL_ENDED } from '../run/run-status.js';
import { sqlMillis } from './millis.js';

/** A run's row, as a driver takes it over. */
export interface TakenRow {
  readonly id: string;
  /** The epoch that the driver now has. */
  readonly epoch: number;
  readonly flow_id: string;
  readonly flow_name: string;
  readonly flow_version: number;
  readonly flow_version_id: string;
  readonly input: Json;
  readonly started_at: number | null;
  readonly state: StoredState | null;
  readonly state_seq: number | null;
  readonly seq: number;
  readonly parent_run_id: string | null;
  readonly parent_waits: boolean;
  readonly depth: number;
  /** Where its input is a SliceContext: the run that it is a slice of. */
  readonly slice_of: string | null;
}

/** SQL: the columns of a run that drivers read. */
export const RUN_FACTS = `r.id, r.flow_id, r.flow_name, r.flow_version, r.flow_version_id, r.input,
  ${sqlMillis('r.started_at')} as started_at, r.state, r.state_seq, r.seq, r.parent_run_id, r.parent_waits, r.depth, r.slice_of`;

const TAKE: Statement = {
  name: 'runs.take',
  text: `
with t as (
  select id from runs where id = any($1::uuid[]) and status not in (${SQL_ENDED}) order by id for no key update
)
update runs r set epoch = r.epoch + 1, updated_at = now()
from t where r.id = t.id
returning r.epoch, ${RUN_FACTS}`,
};

/**
 * A run that was claimed here is asked for within milliseconds. One that is kept for longer does no
 * harm: the first write of a driver whose epoch is over is refused.
 */
const KEPT = { max: 10_000, ttl: 10_000 };

/** Raises epochs, for all runs that are taken over at the same time in one statement. */
@Injectable()
export class RunTaker {
  private readonly groups = new GroupCommit<string, TakenRow | null>({
    commit: (ids) => this.takeAll(ids),
    maxItems: 100,
    maxInFlight: 2,
    key: (id) => id,
  });

  private readonly kept = new LRUCache<string, TakenRow>(KEPT);

  constructor(private readonly sql: Sql) {}

  /** Keeps a run whose epoch was raised with its claim, for its driver in this process. */
  keep(row: TakenRow): void {
    this.kept.set(row.id, row);
  }

  /** null when the run has ended or does not exist. */
  async take(runId: string): Promise<TakenRow | null> {
    const kept = this.kept.get(runId);
    this.kept.delete(runId);
    return kept ?? this.groups.submit(runId);
  }

  private async takeAll(ids: readonly string[]): Promise<(TakenRow | null)[]> {
    const rows = await this.sql.query<TakenRow>(TAKE, [ids]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  }
}
