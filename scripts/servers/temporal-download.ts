import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawnGuarded } from '../process/guarded-child.ts';

const WITHIN_MS = 180_000;

/** Has @temporalio/testing download the CLI that fits it, and puts it in place. @throws when that fails, as it does offline */
export async function downloadTemporal(binary: string, note: (text: string) => void): Promise<void> {
  note('downloading it');
  const folder = `${binary}.download`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  // A process of its own: the native code that downloads cannot be told to give up.
  const child = spawnGuarded({
    command: process.execPath,
    args: [fileURLToPath(new URL('temporal-download-child.ts', import.meta.url)), folder],
    output: 'pipe',
    graceMs: 1_000,
  });
  let said = '';
  child.process.stdout?.resume();
  child.process.stderr?.on('data', (text: Buffer) => (said += text.toString()));
  const timer = setTimeout(() => void child.stop(), WITHIN_MS);
  try {
    const { code } = await child.exited;
    const file = readdirSync(folder).find((name) => name.startsWith('temporal') && !name.endsWith('.downloading'));
    if (file === undefined)
      throw new Error(`from temporal.download: ${said.trim().split(': ').at(-1) || `exit code ${code}`}`);
    renameSync(join(folder, file), binary);
  } finally {
    clearTimeout(timer);
    rmSync(folder, { recursive: true, force: true });
  }
}
