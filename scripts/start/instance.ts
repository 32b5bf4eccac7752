import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Problem } from '../console/problem.ts';
import { isAlive } from '../bootstrap/lock.mjs';
import { lookAt } from '../process/look.ts';
import { inRoot } from '../root.ts';

const FILE = inRoot('.millrace', 'start.pid');

/**
 * Makes this process the one that serves from this folder, until it ends.
 * @throws Problem when another one does, or when the folder cannot be written
 */
export function claimFolder(): void {
  try {
    mkdirSync(inRoot('.millrace'), { recursive: true });
    const holder = holderOf();
    if (holder !== null) {
      throw new Problem(
        `Millrace already runs from this folder (process ${holder}). Stop that one first: kill ${holder}`,
      );
    }
    writeFileSync(FILE, String(process.pid));
  } catch (error) {
    if (error instanceof Problem) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new Problem(`Data and logs are kept in ${inRoot('.millrace')}, which cannot be written: ${why}`);
  }
  process.on('exit', () => rmSync(FILE, { force: true }));
}

function holderOf(): number | null {
  let pid: number;
  try {
    pid = Number(readFileSync(FILE, 'utf8'));
  } catch {
    return null;
  }
  // The number may have gone to another program since its holder was killed.
  return pid !== process.pid && isAlive(pid) && lookAt(pid)?.command.includes('start.ts') ? pid : null;
}
