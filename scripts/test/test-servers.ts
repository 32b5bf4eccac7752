import { rmSync } from 'node:fs';
import { inRoot } from '../root.ts';
import { startPostgres } from '../servers/postgres.ts';
import { startTemporal } from '../servers/temporal.ts';
import { temporalBinary } from '../servers/temporal-binary.ts';

/** Servers that a run of tests works against. */
export interface TestServers {
  /** PostgreSQL, as a user who may make databases. */
  databaseUrl: string;
  temporalAddress: string;
  stop(): Promise<void>;
}

/** Names of variables that hand the servers of `npm test` on to Vitest, or name others to test against. */
export const TEST_DATABASE_URL = 'TEST_DATABASE_URL';
export const TEST_TEMPORAL_ADDRESS = 'TEST_TEMPORAL_ADDRESS';

/** Starts what the environment does not name, on free ports, with data that is thrown away. */
export async function startTestServers(note: (text: string) => void): Promise<TestServers> {
  const { [TEST_DATABASE_URL]: databaseUrl, [TEST_TEMPORAL_ADDRESS]: temporalAddress } = process.env;
  const log = (name: string) => inRoot('.millrace', 'logs', `test-${name}-${process.pid}.log`);
  const temporal = temporalAddress
    ? null
    : await startTemporal({ binary: await temporalBinary(note), log: log('temporal') });
  try {
    const postgres = databaseUrl ? null : await startPostgres({ log: log('postgres') });
    return {
      databaseUrl: postgres?.url ?? databaseUrl ?? '',
      temporalAddress: temporal?.address ?? temporalAddress ?? '',
      stop: async () => {
        await Promise.all([temporal?.stop(), postgres?.stop()]);
        for (const name of ['temporal', 'postgres']) rmSync(log(name), { force: true });
      },
    };
  } catch (error) {
    await temporal?.stop();
    throw error;
  }
}
