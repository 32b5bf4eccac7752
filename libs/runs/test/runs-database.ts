import { randomUUID } from 'node:crypto';
import { createDataSource, DEFAULT_ORGANIZATION_ID, Sql, type DatabaseSettings } from '@app/database';
import type { Json } from '@app/definition';
import { aDefinition, createDatabase } from '@app/testing';
import type { DataSource } from 'typeorm';
import { onTestFinished } from 'vitest';

/** A migrated database of its own for the test that asks for it. */
export interface RunsDatabase {
  readonly settings: DatabaseSettings;
  readonly dataSource: DataSource;
  readonly sql: Sql;
}

/** Makes the database; it goes when the test has ended. */
export async function runsDatabase(): Promise<RunsDatabase> {
  const database = await createDatabase();
  onTestFinished(() => database.drop());
  const limits = { poolSize: 8, statementTimeoutMs: 10_000, connectTimeoutMs: 5_000, ssl: 'disable' } as const;
  const settings = { url: database.url, ...limits };
  const dataSource = await createDataSource(settings, [], 'runs-test').initialize();
  onTestFinished(() => dataSource.destroy());
  return { settings, dataSource, sql: new Sql(dataSource) };
}

/** A flow with one version, not published. */
export interface AFlow {
  readonly id: string;
  readonly versionId: string;
}

/** Inserts a flow. */
export async function aFlow(
  sql: Sql,
  { definition = aDefinition(), name = 'A flow' }: { definition?: unknown; name?: string } = {},
): Promise<AFlow> {
  const [flow] = await sql.query<{ id: string }>(
    { text: `insert into flows (organization_id, name, slug, definition_json) values ($1, $2, $3, $4) returning id` },
    [DEFAULT_ORGANIZATION_ID, name, randomUUID(), JSON.stringify(definition)],
  );
  const id = flow?.id ?? '';
  return { id, versionId: await aVersion(sql, id, 1, definition) };
}

/** Inserts a further version of a flow; its draft is now this one. */
export async function aVersion(
  sql: Sql,
  flowId: string,
  version: number,
  definition: unknown = aDefinition(),
): Promise<string> {
  const [row] = await sql.query<{ id: string }>(
    {
      text: `insert into flow_versions (organization_id, flow_id, version, definition_json, content_hash)
             values ($1, $2, $3, $4, 'hash') returning id`,
    },
    [DEFAULT_ORGANIZATION_ID, flowId, version, JSON.stringify(definition)],
  );
  await sql.query({ text: 'update flows set version = $2 where id = $1' }, [flowId, version]);
  return row?.id ?? '';
}

/** Inserts a queued run of a flow, with its first event. */
export async function aRun(
  sql: Sql,
  flow: AFlow,
  { input = null as Json, createdAt = new Date() } = {},
): Promise<string> {
  const [run] = await sql.query<{ id: string }>(
    {
      text: `insert into runs (organization_id, flow_id, flow_version_id, flow_version, flow_name, input, seq, created_at)
             values ($1, $2, $3, 1, 'A flow', $4::json, 1, $5) returning id`,
    },
    [DEFAULT_ORGANIZATION_ID, flow.id, flow.versionId, JSON.stringify(input), createdAt],
  );
  const id = run?.id ?? '';
  await sql.query(
    {
      text: `insert into run_events (organization_id, run_id, seq, at, type) values ($1, $2, 1, now(), 'run.created')`,
    },
    [DEFAULT_ORGANIZATION_ID, id],
  );
  return id;
}
