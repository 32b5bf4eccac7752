import { aDefinition, ApiClient, createDatabase, startApi, type TestDatabase } from '@app/testing';
import { afterAll, beforeAll } from 'vitest';

/** An API with Temporal down, which is all that starting and reading runs may need. */
export interface RunsScene {
  readonly api: ApiClient;
  readonly database: TestDatabase;
  /** Inserts a flow. @returns its id */
  flow(definition?: unknown): Promise<string>;
  /** Starts a run of a flow, its own where none is given. @returns its id */
  run(flowId?: string, input?: unknown): Promise<string>;
  /** Ends a run as its driver would. */
  end(runId: string, output: unknown): Promise<void>;
}

/** The scene for all tests of a file; there from `beforeAll` on. */
export function useRunsScene(): () => RunsScene {
  let scene: RunsScene | undefined;
  const ends: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    const database = await createDatabase();
    ends.push(database.drop);
    const api = await startApi({ DATABASE_URL: database.url, TEMPORAL_ADDRESS: 'localhost:1', RUN_WAIT_MAX: '30s' });
    ends.unshift(() => api.stop());
    scene = runsScene(database, new ApiClient(api.url));
  });
  afterAll(async () => {
    for (const end of ends) await end();
  });
  return () => {
    if (!scene) throw new Error('The scene is there in tests only');
    return scene;
  };
}

function runsScene(database: TestDatabase, api: ApiClient): RunsScene {
  const flow = async (definition: unknown = aDefinition()) => {
    const [row] = await database.query<{ id: string }>(
      `with f as (
         insert into flows (organization_id, name, slug, definition_json)
         select id, 'A flow', 'flow-' || gen_random_uuid(), $1 from organizations returning *
       )
       insert into flow_versions (organization_id, flow_id, version, definition_json, content_hash)
       select organization_id, id, 1, $1, 'hash' from f returning flow_id as id`,
      [JSON.stringify(definition)],
    );
    return row?.id ?? '';
  };
  return {
    api,
    database,
    flow,
    run: async (flowId, input) => (await api.post(`/flows/${flowId ?? (await flow())}/run`, { input })).body.data.id,
    end: async (runId, output) => {
      await database.query(
        `update runs set status = 'success', output = $2, started_at = now(), finished_at = now() where id = $1`,
        [runId, JSON.stringify(output)],
      );
      await database.query(`select pg_notify('millrace_run_ended', $1)`, [runId]);
    },
  };
}
