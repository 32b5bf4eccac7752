import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { migratedTemplate } from './template-database.js';

/** A database of a test's own. */
export interface TestDatabase {
  readonly url: string;
  /** One statement on a connection of its own. */
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Ends every connection to it, as a PostgreSQL that restarts would. */
  breakConnections(): Promise<void>;
  /** Takes it away, whoever is still connected. */
  drop(): Promise<void>;
}

/** Makes a migrated database: a copy of a template that is migrated once. The caller drops it. */
export async function createDatabase(): Promise<TestDatabase> {
  const server = inject('databaseUrl');
  const template = await migratedTemplate(server);
  return create(server, `template ${template}`);
}

/** Makes a database with nothing in it. The caller drops it. */
export function createEmptyDatabase(): Promise<TestDatabase> {
  return create(inject('databaseUrl'), 'template template0');
}

/** A migrated database for all tests of a file (or a `describe`); there from `beforeAll` on, dropped after the last. */
export function useDatabase(): () => TestDatabase {
  let database: TestDatabase | undefined;
  beforeAll(async () => {
    database = await createDatabase();
  });
  afterAll(() => database?.drop());
  return () => {
    if (!database) throw new Error('The database is there in hooks and tests only');
    return database;
  };
}

async function create(server: string, options: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await statement(server, `create database ${name} ${options}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const others = `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`;
  return {
    url: url.href,
    query: (text, values) => statement(url.href, text, values),
    breakConnections: async () => void (await statement(server, others)),
    drop: async () => void (await statement(server, `drop database if exists ${name} with (force)`)),
  };
}

async function statement<Row extends pg.QueryResultRow>(url: string, text: string, values?: unknown[]): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}
