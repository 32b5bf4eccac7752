import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Problem } from '../console/problem.ts';
import { appArgs } from '../process/app-command.ts';
import { spawnGuarded } from '../process/guarded-child.ts';
import { waitUntil } from '../process/wait-until.ts';
import { ROOT } from '../root.ts';
import type { Running } from './service.ts';

const READY_WITHIN_MS = 60_000;

/** A built program of `dist`. */
export interface AppOptions {
  app: 'api' | 'worker';
  env: NodeJS.ProcessEnv;
  /** Answers 200 when it is ready. */
  health: string;
  log: string;
}

/** Starts it and waits until it is ready. @throws Problem with the end of its log */
export async function startApp({ app, env, health, log }: AppOptions): Promise<Running> {
  mkdirSync(dirname(log), { recursive: true });
  const output = openSync(log, 'a');
  const from = readFileSync(log).length;
  const child = spawnGuarded({
    command: process.execPath,
    args: appArgs(app),
    cwd: ROOT,
    env,
    output,
    graceMs: 15_000,
  });
  closeSync(output);
  let ended = false;
  void child.exited.then(() => (ended = true));
  try {
    await waitUntil(READY_WITHIN_MS, async () => ended || (await isReady(health)));
    if (ended) throw new Error('it ended');
  } catch {
    await child.stop();
    const tail = readFileSync(log).subarray(from).toString().trim().split('\n').slice(-8).join('\n');
    throw new Problem(`The ${app} does not become ready. Its log, ${log}, ends with:\n${tail}`);
  }
  return { child, stop: () => child.stop() };
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
}
