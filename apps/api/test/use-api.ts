import { ApiClient, type AppEnv, type AppProcess, startApi, temporalAddress, useDatabase } from '@app/testing';
import { afterAll, beforeAll } from 'vitest';

/** The built API, over a database of its own where none is given, for all tests of a `describe`; there from `beforeAll` on. */
export function useApi(env: AppEnv = {}, database = useDatabase()): () => ApiClient {
  let app: AppProcess | undefined;
  beforeAll(async () => {
    app = await startApi({ DATABASE_URL: database().url, TEMPORAL_ADDRESS: temporalAddress(), ...env });
  });
  afterAll(() => app?.stop());
  return () => new ApiClient(app?.url ?? '');
}
