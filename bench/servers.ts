import { chmodSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appArgs } from '../scripts/process/app-command.ts';
import { spawnGuarded, type GuardedChild } from '../scripts/process/guarded-child.ts';
import { freePort } from '../scripts/process/ports.ts';
import { waitUntil } from '../scripts/process/wait-until.ts';
import { startPostgres } from '../scripts/servers/postgres.ts';
import { temporalBinary } from '../scripts/servers/temporal-binary.ts';
import { startTemporal } from '../scripts/servers/temporal.ts';

/** What both sides run on, and our side's processes. */
export interface Servers {
  readonly temporalAddress: string;
  readonly apiUrl: string;
  readonly api: GuardedChild;
  /** Starts our worker, and resolves when it is ready. */
  startWorker(): Promise<GuardedChild>;
  stop(): Promise<void>;
}

/** Starts PostgreSQL (durable, as in production), a Temporal server (in memory) and the built api. */
export async function startServers(): Promise<Servers> {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-bench-'));
  // PostgreSQL may run as another user, and must reach its data.
  chmodSync(folder, 0o755);
  const log = (name: string) => join(folder, `${name}.log`);
  const postgres = await startPostgres({ folder: join(folder, 'postgres'), log: log('postgres') });
  const temporal = await startTemporal({ binary: await temporalBinary(() => undefined), log: log('temporal') });
  const env = {
    ...process.env,
    DATABASE_URL: postgres.url,
    TEMPORAL_ADDRESS: temporal.address,
    HTTP_NODE_ALLOW_PRIVATE: 'true',
    LOG_LEVEL: 'warn',
  };
  const started: GuardedChild[] = [];
  const start = async (app: 'api' | 'worker', port: number, health: string) => {
    const own = app === 'api' ? { APP_PORT: String(port) } : { WORKER_HEALTH_PORT: String(port) };
    const output = openSync(log(app), 'a');
    const child = spawnGuarded({ command: process.execPath, args: appArgs(app), env: { ...env, ...own }, output });
    started.push(child);
    await waitUntil(
      30_000,
      async () => (await fetch(`http://127.0.0.1:${port}${health}`).catch(() => null))?.ok === true,
    );
    return child;
  };
  const apiPort = await freePort();
  const api = await start('api', apiPort, '/api/v1/health/ready');
  return {
    temporalAddress: temporal.address,
    apiUrl: `http://127.0.0.1:${apiPort}`,
    api,
    startWorker: async () => start('worker', await freePort(), '/health/ready'),
    stop: async () => {
      for (const child of started) await child.stop();
      await temporal.stop();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
