import { Problem } from '../console/problem.ts';
import { step } from '../console/progress.ts';
import { inRoot } from '../root.ts';
import { startPostgres, type PostgresServer } from '../servers/postgres.ts';
import { temporalBinary } from '../servers/temporal-binary.ts';
import { serves, startTemporal } from '../servers/temporal.ts';
import { choosePort } from './choose-port.ts';
import { Service } from './service.ts';
import type { Stack } from './stack.ts';

/** File for the log of a part of the stack. */
export const logOf = (name: string): string => inRoot('.millrace', 'logs', `${name}.log`);

/** Brings PostgreSQL up, where the environment does not name one. @returns its URL */
export async function bringUpPostgres(stack: Stack, env: NodeJS.ProcessEnv): Promise<string> {
  const given = env['DATABASE_URL'];
  if (given !== undefined) return given;
  const port = await choosePort({ what: 'PostgreSQL', variable: 'MILLRACE_POSTGRES_PORT', usual: 5432 }, env);
  const options = { folder: inRoot('.millrace', 'postgres'), port, log: logOf('postgres') };
  return step('PostgreSQL', async () => {
    let server: PostgresServer | undefined;
    const launch = async () => (server = await startPostgres(options));
    await stack.add(
      new Service({
        name: 'PostgreSQL',
        log: options.log,
        launch,
        givenUp: () => void stack.leave(1, 'PostgreSQL is down'),
      }),
    );
    return server?.url ?? '';
  });
}

/** Where the Temporal server is. */
export interface Temporal {
  address: string;
  /** Its UI, where we started it. */
  ui: string | null;
}

/** Brings Temporal up, where the environment does not name one. */
export async function bringUpTemporal(stack: Stack, env: NodeJS.ProcessEnv): Promise<Temporal> {
  const given = env['TEMPORAL_ADDRESS'];
  if (given !== undefined) {
    // A server behind TLS is for the programs to greet; they know the certificates.
    const open = env['TEMPORAL_TLS'] !== 'true' && env['TEMPORAL_API_KEY'] === undefined;
    if (open) await step('Temporal', () => greet(given, env['TEMPORAL_NAMESPACE'] ?? 'default'));
    return { address: given, ui: null };
  }
  const port = await choosePort({ what: 'Temporal', variable: 'MILLRACE_TEMPORAL_PORT', usual: 7233 }, env);
  const uiPort = await choosePort({ what: "Temporal's UI", variable: 'MILLRACE_TEMPORAL_UI_PORT', usual: 8088 }, env);
  return step('Temporal', async (note) => {
    const binary = await temporalBinary(note);
    const options = { binary, file: inRoot('.millrace', 'temporal.db'), port, uiPort, log: logOf('temporal') };
    const launch = () => startTemporal(options);
    await stack.add(
      new Service({
        name: 'Temporal',
        log: options.log,
        launch,
        givenUp: () => void stack.leave(1, 'Temporal is down'),
      }),
    );
    return { address: `127.0.0.1:${port}`, ui: `http://localhost:${uiPort}` };
  });
}

async function greet(address: string, namespace: string): Promise<void> {
  if (await serves(address, namespace)) return;
  throw new Problem(
    `No Temporal server with the namespace "${namespace}" answers at ${address}.\n` +
      'Start it, correct TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE, or leave TEMPORAL_ADDRESS out to have one started.',
  );
}
