import { Injectable } from '@nestjs/common';
import { Sql, type Statement } from '@app/database';
import type { Json, JsonObject, NodeView } from '@app/definition';
import type { RunError, RunEvent, RunOutcome } from '@app/engine';
import { sqlMillis } from './millis.js';
import { FINAL_VIEWS, toView } from './node-view.js';

const EVENTS: Statement = {
  name: 'run_events.after',
  text: `select seq, ${sqlMillis('at')} as at, type, path, data from run_events where run_id = $1 and seq > $2 order by seq`,
};

const VIEWS: Statement = {
  name: 'run_steps.last',
  text: `select distinct on (path) path, type, status, output, error from run_steps where run_id = $1 order by path, attempt desc`,
};

const VARIABLES: Statement = {
  name: 'run_steps.variables',
  text: `
select s.output from run_steps s
join run_events e on e.run_id = s.run_id and e.path = s.path and e.type = 'node.succeeded'
where s.run_id = $1 and s.type = 'assign' and s.status = 'success'
order by e.seq`,
};

const OUTCOME: Statement = {
  name: 'runs.outcome',
  text: `select status, error->>'code' as code from runs where id = $1 and status in ('success', 'failed', 'cancelled')`,
};

interface ViewRow {
  readonly path: string;
  readonly type: string;
  readonly status: string;
  readonly output: Json;
  readonly error: RunError | null;
}

/** What is recorded of a run: events, results, variables. */
@Injectable()
export class RunHistoryRepository {
  constructor(private readonly sql: Sql) {}

  /** How the run has ended; null when it has not, or was terminated. */
  async outcome(runId: string): Promise<RunOutcome | null> {
    const [row] = await this.sql.query<{ status: RunOutcome['status']; code: string | null }>(OUTCOME, [runId]);
    if (row === undefined) return null;
    return row.code === null ? { status: row.status } : { status: row.status, code: row.code };
  }

  /** The events after number `seq`, in order. */
  eventsAfter(runId: string, seq: number): Promise<RunEvent[]> {
    return this.sql.query<RunEvent & object>(EVENTS, [runId, seq]);
  }

  /** What expressions see of the run: the nodes that have ended, by path, and the variables. */
  async results(runId: string): Promise<{ views: Map<string, NodeView>; vars: JsonObject }> {
    const rows = await this.sql.query<ViewRow>(VIEWS, [runId]);
    const ended = rows.filter(({ status }) => FINAL_VIEWS.has(status));
    const assigned = ended.some(({ type, status }) => type === 'assign' && status === 'success');
    return {
      views: new Map(ended.map((row) => [row.path, toView(row)])),
      vars: assigned ? await this.variables(runId) : {},
    };
  }

  private async variables(runId: string): Promise<JsonObject> {
    const rows = await this.sql.query<{ output: JsonObject }>(VARIABLES, [runId]);
    return rows.reduce<JsonObject>((vars, { output }) => ({ ...vars, ...output }), {});
  }
}
