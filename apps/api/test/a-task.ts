import type { TestDatabase } from '@app/testing';

/** What a task asks; the rest is that of one which anybody may decide, and which waits for ever. */
export interface TaskSketch {
  readonly title?: string;
  readonly users?: readonly string[];
  readonly roles?: readonly string[];
  readonly quorum?: number;
  readonly formSchema?: object | null;
  readonly allowSelf?: boolean;
  readonly status?: string;
}

/** Opens a task of a run, as its driver would. @returns its id */
export async function aTask(database: TestDatabase, runId: string, sketch: TaskSketch = {}): Promise<string> {
  const { title = 'Pay?', users = [], roles = [], quorum = 1, formSchema = null, allowSelf = true } = sketch;
  const [row] = await database.query<{ id: string }>(
    `insert into approvals (organization_id, run_id, flow_id, path, attempt, node_id, title, assignees, quorum, form_schema, allow_self, status)
     select organization_id, id, flow_id, 'ask' || (select count(*) from approvals where run_id = $1), 1, 'ask', $2, $3, $4, $5, $6, $7
     from runs where id = $1 returning id`,
    [
      runId,
      title,
      JSON.stringify({ users, roles }),
      quorum,
      formSchema === null ? null : JSON.stringify(formSchema),
      allowSelf,
      sketch.status ?? 'pending',
    ],
  );
  return row?.id ?? '';
}
