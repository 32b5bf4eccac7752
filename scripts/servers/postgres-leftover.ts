import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive } from '../bootstrap/lock.mjs';
import { lookAt } from '../process/look.ts';

const STOP_WITHIN_MS = 30_000;

/**
 * Stops a PostgreSQL that still serves this data folder (its starter was killed together with the watcher), and
 * takes away a pid file whose number has gone to some other program since.
 */
export async function clearLeftover(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  const pid = pidIn(file);
  if (pid === null || !isAlive(pid)) return;
  if (!lookAt(pid)?.command.includes('postgres')) {
    rmSync(file, { force: true });
    return;
  }
  process.kill(pid, 'SIGINT');
  for (const deadline = Date.now() + STOP_WITHIN_MS; isAlive(pid); await pause(100)) {
    if (Date.now() > deadline) process.kill(pid, 'SIGKILL');
  }
}

function pidIn(file: string): number | null {
  try {
    const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
    return Number.isInteger(pid) && pid > 1 ? pid : null;
  } catch {
    return null;
  }
}
