import { APPROVAL_ENTITIES } from '@app/approvals';
import { createDataSource } from '@app/database';
import { FLOW_ENTITIES } from '@app/flows';
import { RUN_ENTITIES } from '@app/runs';
import { createDatabase } from '@app/testing';
import { expect, it, onTestFinished } from 'vitest';

it('the migrations make what the entities say, no more and no less', async () => {
  const { url, drop } = await createDatabase();
  onTestFinished(drop);
  const settings = { url, poolSize: 2, statementTimeoutMs: 10_000, connectTimeoutMs: 5_000, ssl: 'disable' } as const;
  const entities = [...FLOW_ENTITIES, ...RUN_ENTITIES, ...APPROVAL_ENTITIES];
  const dataSource = await createDataSource(settings, entities, 'drift-test').initialize();
  onTestFinished(() => dataSource.destroy());
  const difference = await dataSource.driver.createSchemaBuilder().log();
  expect(difference.upQueries.map(({ query }) => query)).toEqual([]);
});
