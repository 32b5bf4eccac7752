import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

/** Any number; processes that need the template at the same time wait for one another. */
const LOCK = 64_557_224;
const MIGRATIONS = fileURLToPath(new URL('../../database/src/migrations', import.meta.url));

const made = new Map<string, Promise<string>>();

/** The name of a database on that server with all migrations run; made by the first process that asks for it. */
export function migratedTemplate(server: string): Promise<string> {
  const template = made.get(server) ?? make(server);
  made.set(server, template);
  return template;
}

async function make(server: string): Promise<string> {
  const name = `template_${hashOfMigrations()}`;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    const there = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (there.rowCount === 0) {
      // Renamed when it is whole: a template that was broken off is never copied.
      const unfinished = `${name}_unfinished`;
      await client.query(`drop database if exists ${unfinished} with (force)`);
      await client.query(`create database ${unfinished} template template0`);
      await migrate(server, unfinished);
      await client.query(`alter database ${unfinished} rename to ${name}`);
    }
    return name;
  } finally {
    await client.end();
  }
}

async function migrate(server: string, name: string): Promise<void> {
  // Loaded here only, so that tests without a database do not load TypeORM.
  const { migrateUp } = await import('@app/database');
  const url = new URL(server);
  url.pathname = `/${name}`;
  await migrateUp({ url: url.href, poolSize: 2, statementTimeoutMs: 60_000, connectTimeoutMs: 5_000, ssl: 'disable' });
}

function hashOfMigrations(): string {
  const hash = createHash('sha256');
  for (const file of readdirSync(MIGRATIONS, { recursive: true, encoding: 'utf8' }).toSorted()) {
    if (file.endsWith('.ts')) hash.update(file).update(readFileSync(`${MIGRATIONS}/${file}`));
  }
  return hash.digest('hex').slice(0, 16);
}
