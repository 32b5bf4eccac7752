import pg from 'pg';
import type { EventSeen, RunSeen, StepSeen } from './evidence.ts';

/** A run as PostgreSQL has it. */
export type RunRow = Omit<RunSeen, 'apiStatus' | 'workflow' | 'calls'>;

/** Asks PostgreSQL past the product. */
export async function query<Row extends object>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Every run with its events and steps. */
export async function readRuns(url: string): Promise<RunRow[]> {
  const runs = await query<Omit<RunRow, 'events' | 'steps'>>(
    url,
    `select id, input->>'ticket' as ticket, status, seq, error->>'code' as code, output from runs order by id`,
  );
  const events = await query<EventSeen & { run_id: string }>(
    url,
    `select run_id, seq, (extract(epoch from at) * 1000)::float8 as at, type, path, (data->>'until')::float8 as until
    from run_events order by run_id, seq`,
  );
  const steps = await query<StepSeen & { run_id: string }>(
    url,
    `select run_id, path, attempt, type, status, started_at is not null as begun, error->>'code' as code,
      case when type = 'http' then output->'body'->>'token' end as token
    from run_steps order by run_id, path, attempt`,
  );
  const eventsOf = Map.groupBy(events, ({ run_id }) => run_id);
  const stepsOf = Map.groupBy(steps, ({ run_id }) => run_id);
  return runs.map((run) => ({ ...run, events: eventsOf.get(run.id) ?? [], steps: stepsOf.get(run.id) ?? [] }));
}

/** The ids of runs of these states. */
export async function runsIn(url: string, statuses: string, flows = ''): Promise<string[]> {
  const rows = await query<{ id: string }>(url, `select id from runs where status in (${statuses}) ${flows}`);
  return rows.map(({ id }) => id);
}
