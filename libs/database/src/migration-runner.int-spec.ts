import { describe, expect, it } from 'vitest';
import { emptyDatabase } from '../test/test-database.js';
import { createDataSource } from './data-source.js';
import { migrateDown, migrateUp } from './migration-runner.js';
import { MIGRATIONS } from './migrations/migrations.js';
import { DEFAULT_ORGANIZATION_ID } from './organization.constants.js';
import { Organization } from './organization.entity.js';

describe('migrations', () => {
  it('are run once when two processes start together', async () => {
    const database = await emptyDatabase();
    const done = await Promise.all([migrateUp(database), migrateUp(database)]);
    expect(done.flat()).toEqual(MIGRATIONS.map(({ name }) => name));
  });

  it('can all be taken back with rows in the tables, and run again', async () => {
    const database = await emptyDatabase();
    await migrateUp(database);
    const dataSource = await createDataSource(database, [], 'test').initialize();
    try {
      await dataSource.query(
        `with f as (
           insert into flows (organization_id, name, slug, definition_json) select id, 'f', 'f', '{}' from organizations returning *
         ), v as (
           insert into flow_versions (organization_id, flow_id, version, definition_json, content_hash)
           select organization_id, id, 1, '{}', '' from f returning *
         )
         insert into runs (organization_id, flow_id, flow_version_id, flow_version, flow_name) select organization_id, flow_id, id, 1, 'f' from v`,
      );
      for (const _ of MIGRATIONS) await migrateDown(database);
      expect(await migrateUp(database)).toHaveLength(MIGRATIONS.length);
      expect(await dataSource.getRepository(Organization).find()).toMatchObject([{ id: DEFAULT_ORGANIZATION_ID }]);
    } finally {
      await dataSource.destroy();
    }
  });

  it('makes uuids of version 7 that sort in the order in which they were made', async () => {
    const database = await emptyDatabase();
    await migrateUp(database);
    const dataSource = await createDataSource(database, [], 'test').initialize();
    try {
      const rows: { id: string }[] = await dataSource.query(
        `select uuid_generate_v7() as id from generate_series(1, 20) as g where pg_sleep(0.001) is not null`,
      );
      const ids = rows.map(({ id }) => id);
      expect(ids).toEqual(ids.toSorted());
      for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(Math.abs(Number.parseInt((ids[0] ?? '').replace('-', '').slice(0, 12), 16) - Date.now())).toBeLessThan(
        60_000,
      );
    } finally {
      await dataSource.destroy();
    }
  });
});
