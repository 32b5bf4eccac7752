import { createHash } from 'node:crypto';
import { chownSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '../bootstrap/lock.mjs';
import { Problem } from '../console/problem.ts';
import type { Account } from './postgres-account.ts';
import { canRun, copyBinaries, installedBinaries, type Binaries } from './postgres-binaries.ts';

/** Where a PostgreSQL lives: its programs, and a folder that its user owns. */
export interface Home {
  binaries: Binaries;
  folder: string;
}

/** Where root keeps what another user must reach when the project's own folder is closed to others. */
const SHARED = '/var/lib/millrace';

const TEMPORARY = 'millrace-pg-';

/**
 * A home in the wanted folder; or, when PostgreSQL's user cannot get there (a clone under /root), one under
 * /var/lib/millrace of the same name, always the same for the same folder.
 */
export async function homeIn(wanted: string, account: Account | null): Promise<Home> {
  const binaries = await installedBinaries();
  mkdirSync(wanted, { recursive: true });
  if (!account) return { binaries, folder: wanted };
  const reachable = canRun(account, binaries);
  if (own(wanted, account)) return { binaries: reachable ? binaries : copyBinaries(binaries, wanted), folder: wanted };
  const shared = join(SHARED, createHash('sha256').update(realpathSync(wanted)).digest('hex').slice(0, 12));
  try {
    mkdirSync(shared, { recursive: true, mode: 0o755 });
    const data = join(shared, 'postgres');
    mkdirSync(data, { recursive: true });
    if (!own(data, account)) throw new Error(`${account.name} cannot reach ${data}`);
    writeFileSync(join(wanted, 'ELSEWHERE'), `${data}\n`);
    return { binaries: reachable ? binaries : copyBinaries(binaries, shared), folder: data };
  } catch (error) {
    throw new Problem(
      `PostgreSQL runs as ${account.name}, who can reach neither ${wanted} nor ${SHARED} ` +
        `(${error instanceof Error ? error.message : String(error)}). Move the project to a folder open to others, ` +
        'run as a user who is not root, or set DATABASE_URL.',
    );
  }
}

/** A home that `dispose` takes away again. */
export async function temporaryHome(account: Account | null): Promise<Home & { dispose(): void }> {
  sweep();
  const folder = mkdtempSync(join(tmpdir(), `${TEMPORARY}${process.pid}-`));
  const dispose = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  try {
    let binaries = await installedBinaries();
    if (account) {
      if (!canRun(account, binaries)) binaries = copyBinaries(binaries, folder);
      const data = join(folder, 'postgres');
      mkdirSync(data);
      spawnSync('chmod', ['755', folder]);
      if (!own(data, account))
        throw new Problem(`PostgreSQL runs as ${account.name}, who cannot reach ${tmpdir()}. Set TMPDIR.`);
      return { binaries, folder: data, dispose };
    }
    return { binaries, folder, dispose };
  } catch (error) {
    dispose();
    throw error;
  }
}

/** Takes away the homes of processes that were killed. */
function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const owner = new RegExp(`^${TEMPORARY}(\\d+)-`).exec(name)?.[1];
    if (owner !== undefined && !isAlive(Number(owner))) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

/** Gives the folder to the user; false when that user cannot get to it even so. */
function own(folder: string, { uid, gid }: Account): boolean {
  chownSync(folder, uid, gid);
  return (
    spawnSync('/bin/sh', ['-c', 'cd "$1" && test -w .', 'sh', folder], { uid, gid, cwd: '/', stdio: 'ignore' })
      .status === 0
  );
}
