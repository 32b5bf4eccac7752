import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

const SCHEMA = new URL('../../../schema.sql', import.meta.url);

/** Opens the file, and makes the tables that it does not have. Several processes may have it open. */
export function openDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: 5_000 });
  database.exec('pragma journal_mode = wal; pragma foreign_keys = on');
  database.exec(readFileSync(SCHEMA, 'utf8'));
  return database;
}
