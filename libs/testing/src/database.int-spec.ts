import { expect, it, onTestFinished } from 'vitest';
import { createDatabase, createEmptyDatabase, useDatabase } from './database.js';

const database = useDatabase();

it('gives a file a migrated database', async () => {
  expect(await database().query(`select to_regclass('runs') is not null as there`)).toEqual([{ there: true }]);
});

it('gives each database its own rows', async () => {
  const [one, other] = await Promise.all([createDatabase(), createDatabase()]);
  onTestFinished(() => Promise.all([one.drop(), other.drop()]).then(() => undefined));
  await one.query('create table mine (id int)');
  expect(await other.query(`select to_regclass('mine') as mine`)).toEqual([{ mine: null }]);
});

it('gives an empty database where one is wanted', async () => {
  const empty = await createEmptyDatabase();
  onTestFinished(() => empty.drop());
  expect(await empty.query(`select to_regclass('runs') as runs`)).toEqual([{ runs: null }]);
});
