import type { ClientConfig } from 'pg';
import type { DatabaseSettings } from './database-settings.js';

/** How long after the server's own time-out a statement is given up: the connection must be dead. */
const READ_GRACE_MS = 5_000;

const sslOptions = ({ ssl, sslCa }: DatabaseSettings): ClientConfig['ssl'] => {
  if (ssl === 'disable') return false;
  if (ssl === 'require') return { rejectUnauthorized: false };
  return sslCa === undefined ? { rejectUnauthorized: true } : { rejectUnauthorized: true, ca: sslCa };
};

/**
 * Every statement of the product finds its rows by an index. A plan that was made while a table was
 * small is kept with its prepared statement, so the price of an index must be right from the start.
 */
const PLANNER = '-c random_page_cost=1.1 -c jit=off';

/** What every connection of the process has in common; for `pg`, and for the `extra` of TypeORM's options. */
export function connectionOptions(settings: DatabaseSettings, applicationName: string): ClientConfig {
  return {
    connectionString: settings.url,
    ssl: sslOptions(settings),
    application_name: applicationName,
    connectionTimeoutMillis: settings.connectTimeoutMs,
    options: PLANNER,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    ...(settings.statementTimeoutMs === 0
      ? {}
      : {
          statement_timeout: settings.statementTimeoutMs,
          query_timeout: settings.statementTimeoutMs + READ_GRACE_MS,
          idle_in_transaction_session_timeout: settings.statementTimeoutMs + READ_GRACE_MS,
        }),
  };
}
