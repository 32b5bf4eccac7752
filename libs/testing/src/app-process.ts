import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawnGuarded, type GuardedChild } from '../../../scripts/process/guarded-child.ts';
import { freePort } from '../../../scripts/process/ports.ts';
import { waitFor } from './wait-for.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** A built program that runs as a process of its own. */
export interface AppProcess {
  /** Where it listens: the API, or the worker's health checks. */
  readonly url: string;
  readonly pid: number;
  /** Lines that it has written so far, stdout and stderr. */
  readonly logs: readonly string[];
  /** How it ended, once it has and all that it wrote is among the lines. */
  readonly exited: GuardedChild['exited'];
  /** SIGTERM; resolves when it is gone, to its exit code. */
  stop(): Promise<number | null>;
  /** Sends a signal; SIGKILL for a crash, SIGSTOP and SIGCONT for a process that hangs and comes back. */
  kill(signal: NodeJS.Signals): void;
}

/** Variables for a program; `DATABASE_URL` and `TEMPORAL_ADDRESS` among them. Nothing else of this process's environment is seen. */
export type AppEnv = Readonly<Record<string, string>>;

/** What to wait for before it counts as started; `none` for a program that is expected to fail, or waits for its servers. */
export type Started = 'ready' | 'live' | 'none';

/** Starts `dist`'s API on a free port and waits until it is ready. */
export async function startApi(env: AppEnv, started: Started = 'ready'): Promise<AppProcess> {
  const port = env['APP_PORT'] ?? String(await freePort());
  return start('api', port, { LOG_LEVEL: 'info', ...env, APP_PORT: port }, '/api/v1/health', started);
}

/** Starts `dist`'s worker, its health checks on a free port, and waits until it is ready. */
export async function startWorker(env: AppEnv, started: Started = 'ready'): Promise<AppProcess> {
  const port = env['WORKER_HEALTH_PORT'] ?? String(await freePort());
  return start('worker', port, { LOG_LEVEL: 'info', ...env, WORKER_HEALTH_PORT: port }, '/health', started);
}

async function start(app: string, port: string, env: AppEnv, health: string, started: Started): Promise<AppProcess> {
  // An empty working directory: no `.env` of the developer is read.
  const cwd = mkdtempSync(join(tmpdir(), 'millrace-app-'));
  const child = spawnGuarded({
    command: process.execPath,
    args: [join(ROOT, 'dist', 'apps', app, 'src', 'main.js')],
    cwd,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], TZ: 'UTC', ...env },
    output: 'pipe',
    graceMs: 30_000,
  });
  const logs = collect(child);
  const exited = once(child.process, 'close').then(() => child.exited);
  void exited.then(() => rmSync(cwd, { recursive: true, force: true }));
  const url = `http://127.0.0.1:${port}`;
  if (started !== 'none') await answering(child, `${url}${health}/${started}`, app, logs);
  return {
    url,
    pid: child.pid,
    logs,
    exited,
    kill: (signal) => child.kill(signal),
    stop: async () => {
      await child.stop();
      return (await exited).code;
    },
  };
}

async function answering(child: GuardedChild, health: string, app: string, logs: string[]): Promise<void> {
  let ended = false;
  void child.exited.then(() => (ended = true));
  const ok = async () => ended || (await fetch(health, { signal: AbortSignal.timeout(2_000) })).ok;
  try {
    await waitFor(ok, { within: 60_000, what: `the ${app} at ${health}` });
    if (ended) throw new Error(`The ${app} ended while it started`);
  } catch (error) {
    await child.stop();
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${logs.slice(-20).join('\n')}`, {
      cause: error,
    });
  }
}

function collect(child: GuardedChild): string[] {
  const lines: string[] = [];
  for (const stream of [child.process.stdout, child.process.stderr]) {
    let rest = '';
    stream?.setEncoding('utf8').on('data', (text: string) => {
      const parts = `${rest}${text}`.split('\n');
      rest = parts.pop() ?? '';
      lines.push(...parts);
    });
    stream?.on('end', () => rest && lines.push(rest));
  }
  return lines;
}
