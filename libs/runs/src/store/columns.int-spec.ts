import { expect, it } from 'vitest';
import { runsDatabase } from '../../test/runs-database.js';
import { type Cell, Columns } from './columns.js';

/** What an array literal could take for something else. */
const TEXTS = [
  '',
  'NULL',
  '"',
  '\\',
  '\\"',
  'a,b',
  '{c}',
  ' d ',
  'e\nf\t',
  '\u{1f600}ß',
  '{"g":"\\"h\\u0000"}',
  '$&',
  '\\N',
  "i'j",
];

it('PostgreSQL reads every cell as it was added', async () => {
  const { sql } = await runsDatabase();
  const rows = TEXTS.map((text, index): Cell[] => [index, text, index % 2 === 0 ? null : index / 3, index > 3]);
  const columns = new Columns(4);
  for (const row of rows) columns.add(row);
  const text = 'select * from unnest($1::int[], $2::text[], $3::float8[], $4::bool[]) as t (a, b, c, d)';
  const read = await sql.query<{ a: Cell; b: Cell; c: Cell; d: Cell }>({ text }, columns.values);
  expect(read.map(({ a, b, c, d }) => [a, b, c, d])).toEqual(rows);
});
