import { describe, expect, it, onTestFinished } from 'vitest';
import { emptyDatabase } from '../test/test-database.js';
import { createDataSource } from './data-source.js';
import { Sql } from './sql.js';

async function aDatabase() {
  const database = await emptyDatabase();
  const dataSource = await createDataSource(database, [], 'sql-test').initialize();
  onTestFinished(() => dataSource.destroy());
  const sql = new Sql(dataSource);
  await sql.query({ text: 'create table t (n int primary key)' });
  const kill = () => database.breakConnections();
  return {
    sql,
    kill,
    numbers: () => sql.query<{ n: number }>({ name: 'numbers', text: 'select n from t order by n' }),
  };
}

describe('sql', () => {
  it('commits a transaction that resolves and undoes one that rejects', async () => {
    const { sql, numbers } = await aDatabase();
    await sql.transaction((tx) => tx.query({ text: 'insert into t values (1)' }));
    const undone = sql.transaction(async (tx) => {
      await tx.query({ text: 'insert into t values (2)' });
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    expect(await numbers()).toEqual([{ n: 1 }]);
  });

  it('says DATABASE_UNAVAILABLE when the connection breaks in a transaction, and goes on with another', async () => {
    const { sql, kill, numbers } = await aDatabase();
    const broken = sql.transaction(async (tx) => {
      await tx.query({ text: 'insert into t values (3)' });
      await kill();
      await tx.query({ text: 'insert into t values (4)' });
    });
    await expect(broken).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    expect(await numbers()).toEqual([]);
  });

  it('survives the end of its idle connections', async () => {
    const { kill, numbers } = await aDatabase();
    await Promise.all([numbers(), numbers(), numbers()]);
    await kill();
    await expect.poll(() => numbers().catch(() => null)).toEqual([]);
  });
});
