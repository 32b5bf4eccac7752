import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Connection } from '@temporalio/client';
import { Problem } from '../console/problem.ts';
import { spawnGuarded, type GuardedChild } from '../process/guarded-child.ts';
import { freePort } from '../process/ports.ts';
import { waitUntil } from '../process/wait-until.ts';
import { SINGLE_SERVER_SETTINGS, TEMPORAL_SETTINGS } from './temporal-settings.ts';

const START_WITHIN_MS = 60_000;

/** A Temporal dev server that runs. */
export interface TemporalServer {
  readonly port: number;
  readonly address: string;
  /** Port of its UI; null without one. */
  readonly uiPort: number | null;
  readonly child: GuardedChild;
  stop(): Promise<void>;
}

/** What kind of server is wanted. */
export interface TemporalOptions {
  /** The program, as `temporalBinary` found it. */
  binary: string;
  /** Keeps its data in this SQLite file; without it, in memory. */
  file?: string;
  /** Taken if it is free. Tests leave it out. */
  port?: number;
  uiPort?: number;
  /** Dynamic configuration beside that of every server here; for tests of what Temporal does late by default. */
  settings?: Readonly<Record<string, number | boolean>>;
  /** File for what it logs. */
  log: string;
}

/** Starts the server and waits until it serves the namespace `default`. @throws Problem with the end of its log */
export async function startTemporal(options: TemporalOptions): Promise<TemporalServer> {
  const { binary, file, uiPort = null } = options;
  const port = await freePort(options.port);
  const settings = { ...TEMPORAL_SETTINGS, ...SINGLE_SERVER_SETTINGS, ...options.settings };
  mkdirSync(dirname(options.log), { recursive: true });
  const log = openSync(options.log, 'w');
  const child = spawnGuarded({
    command: binary,
    args: [
      'server',
      'start-dev',
      '--ip=127.0.0.1',
      `--port=${port}`,
      '--log-level=error',
      ...(uiPort === null ? ['--headless'] : ['--ui-port', String(uiPort)]),
      ...(file === undefined ? [] : ['--db-filename', file]),
      ...Object.entries(settings).flatMap(([name, value]) => ['--dynamic-config-value', `${name}=${String(value)}`]),
    ],
    output: log,
    graceMs: 10_000,
  });
  closeSync(log);
  const address = `127.0.0.1:${port}`;
  try {
    await ready(child, address, options.log);
  } catch (error) {
    await child.stop();
    throw error;
  }
  return { port, address, uiPort, child, stop: () => child.stop() };
}

async function ready(child: GuardedChild, address: string, log: string): Promise<void> {
  let ended = false;
  void child.exited.then(() => (ended = true));
  await waitUntil(START_WITHIN_MS, async () => ended || (await serves(address))).catch(() => (ended = true));
  if (ended) {
    const tail = readFileSync(log, 'utf8').trim().split('\n').slice(-8).join('\n');
    throw new Problem(`The Temporal server does not start. Its log, ${log}, ends with:\n${tail}`);
  }
}

/** Whether a Temporal server answers there and knows the namespace. */
export async function serves(address: string, namespace = 'default'): Promise<boolean> {
  const connection = Connection.lazy({ address });
  try {
    await connection.withDeadline(Date.now() + 2_000, () =>
      connection.workflowService.describeNamespace({ namespace }),
    );
    return true;
  } catch {
    return false;
  } finally {
    await connection.close();
  }
}
