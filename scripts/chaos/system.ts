import { chmodSync, closeSync, cpSync, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnGuarded } from '../process/guarded-child.ts';
import { isFree } from '../process/ports.ts';
import { waitUntil } from '../process/wait-until.ts';
import { inRoot } from '../root.ts';
import { startPostgres } from '../servers/postgres.ts';
import { temporalBinary } from '../servers/temporal-binary.ts';
import { startTemporal } from '../servers/temporal.ts';
import type { Random } from './random.ts';
import { type Running, Victim } from './victim.ts';

/** Everything that may be killed, and where it is. */
export interface System {
  readonly postgres: Victim;
  readonly temporal: Victim;
  readonly api: Victim;
  readonly workers: readonly [Victim, Victim];
  readonly apiUrl: string;
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  /** Logs of all processes. */
  readonly logs: string;
  /** Stops everything; with `keep`, the logs stay. */
  stop(keep: boolean): Promise<void>;
}

/** Starts PostgreSQL (durable), Temporal (on a file), one API and two workers with their default settings. */
export async function startSystem(random: Random): Promise<System> {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-chaos-'));
  // PostgreSQL runs as another user where this runs as root.
  chmodSync(folder, 0o755);
  // A copy: a build that goes on meanwhile changes nothing. Within the project, where the dependencies are found.
  const built = inRoot('.millrace', `chaos-${process.pid}`);
  mkdirSync(built, { recursive: true });
  cpSync(inRoot('dist'), join(built, 'dist'), { recursive: true });
  const logs = join(folder, 'logs');
  mkdirSync(logs);
  const log = (name: string) => join(logs, `${name}.log`);

  const pgPort = await fixedPort(random);
  let databaseUrl = '';
  const postgres = new Victim('PostgreSQL', async () => {
    const server = await startPostgres({ folder: join(folder, 'postgres'), port: pgPort, log: log('postgres') });
    databaseUrl ||= server.url;
    return kept(server, server.port === pgPort);
  });
  const temporalPort = await fixedPort(random);
  const binary = await temporalBinary(() => undefined);
  const file = join(folder, 'temporal.db');
  const temporal = new Victim('Temporal', async () => {
    const server = await startTemporal({ binary, file, port: temporalPort, log: log('temporal') });
    return kept(server, server.port === temporalPort);
  });
  const started: Victim[] = [];
  const stop = async (keep: boolean) => {
    for (const victim of started.toReversed()) await victim.leave();
    rmSync(built, { recursive: true, force: true });
    const gone = keep
      ? ['postgres', 'temporal.db', 'temporal.db-wal', 'temporal.db-shm'].map((name) => join(folder, name))
      : [folder];
    for (const path of gone) rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  try {
    for (const victim of [postgres, temporal]) {
      started.push(victim);
      await victim.start();
    }
    const env = {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      DATABASE_URL: databaseUrl,
      TEMPORAL_ADDRESS: `127.0.0.1:${temporalPort}`,
      HTTP_NODE_ALLOW_PRIVATE: 'true',
      LOG_LEVEL: 'info',
    };
    const app = async (name: string, program: 'api' | 'worker', variable: string, health: string) => {
      const port = await fixedPort(random);
      const entry = join(built, 'dist', 'apps', program, 'src', 'main.js');
      const launch = () =>
        startProgram(entry, { ...env, [variable]: String(port) }, `http://127.0.0.1:${port}${health}`, log(name));
      const victim = new Victim(name, launch);
      started.push(victim);
      await victim.start();
      return { victim, port };
    };
    const api = await app('api', 'api', 'APP_PORT', '/api/v1/health/live');
    const { victim: a } = await app('worker A', 'worker', 'WORKER_HEALTH_PORT', '/health/live');
    const { victim: b } = await app('worker B', 'worker', 'WORKER_HEALTH_PORT', '/health/live');
    return {
      postgres,
      temporal,
      api: api.victim,
      workers: [a, b],
      apiUrl: `http://127.0.0.1:${api.port}`,
      databaseUrl,
      temporalAddress: env.TEMPORAL_ADDRESS,
      logs,
      stop,
    };
  } catch (error) {
    await stop(false);
    throw error;
  }
}

/** A port that no outgoing connection is given while its server is down: below the range of those. */
async function fixedPort(random: Random): Promise<number> {
  for (;;) {
    const port = random.between(20_000, 30_000);
    if (await isFree(port)) return port;
  }
}

async function kept(server: Running, samePort: boolean): Promise<Running> {
  if (samePort) return server;
  await server.stop();
  throw new Error('The port was taken meanwhile.');
}

async function startProgram(entry: string, env: NodeJS.ProcessEnv, health: string, log: string): Promise<Running> {
  const output = openSync(log, 'a');
  // An empty working directory: no `.env` is read.
  const cwd = mkdtempSync(join(tmpdir(), 'millrace-chaos-app-'));
  const child = spawnGuarded({ command: process.execPath, args: [entry], cwd, env, output });
  closeSync(output);
  let ended = false;
  void child.exited.then(() => {
    ended = true;
    rmSync(cwd, { recursive: true, force: true });
  });
  const answers = async () =>
    (await fetch(health, { signal: AbortSignal.timeout(2_000) }).catch(() => null))?.ok === true;
  await waitUntil(30_000, async () => ended || (await answers())).catch(() => child.stop());
  if (ended) throw new Error(`It ended while it started; its log: ${log}`);
  return { child, stop: () => child.stop() };
}
