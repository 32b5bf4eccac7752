import pg from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { serves } from '../../../scripts/servers/temporal.ts';
import { OwnServer } from './own-server.js';

async function ask(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows as unknown[];
  } finally {
    await client.end();
  }
}

it('starts a killed PostgreSQL again at its address, with its data', async () => {
  const server = await OwnServer.postgres();
  onTestFinished(() => server.dispose());
  await ask(server.address, 'create table kept as select 1 as n');
  await server.kill();
  await expect(ask(server.address, 'select 1')).rejects.toThrow();
  await server.start();
  expect(await ask(server.address, 'select n from kept')).toEqual([{ n: 1 }]);
});

it('starts a stopped Temporal again at its address, with and without its data', async () => {
  const server = await OwnServer.temporal();
  onTestFinished(() => server.dispose());
  await server.kill();
  expect(await serves(server.address)).toBe(false);
  await server.start();
  expect(await serves(server.address)).toBe(true);
  await server.stop();
  server.loseData();
  await server.start();
  expect(await serves(server.address)).toBe(true);
});
