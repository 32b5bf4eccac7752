import type { Sql, SqlRunner } from '@app/database';
import { waitFor } from '@app/testing';

const BLOCKED = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;

/** Begins `act` while another transaction holds the run's row and changes what `act` looks at; it is committed once `act` waits for it. */
export async function behind<T>(
  sql: Sql,
  runId: string,
  change: (sql: SqlRunner) => Promise<unknown>,
  act: () => Promise<T>,
): Promise<T> {
  const acting = await sql.transaction(async (other) => {
    await other.query({ text: 'select 1 from runs where id = $1 for update' }, [runId]);
    const begun = act();
    begun.catch(() => undefined);
    await waitFor(async () => (await sql.query({ text: BLOCKED })).length > 0, { what: 'one that waits for the run' });
    await change(other);
    return { begun };
  });
  return acting.begun;
}
