import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { withLock } from '../bootstrap/lock.mjs';
import { Problem } from '../console/problem.ts';
import { buildTemporal } from './temporal-build.ts';
import { downloadTemporal } from './temporal-download.ts';

type Note = (text: string) => void;

/**
 * The `temporal` program, from the first of: the PATH, the cache, a download, a build with Go.
 * @throws Problem when none of them works, with what to do
 */
export async function temporalBinary(note: Note): Promise<string> {
  const found = (await onPath()) ?? (await inCache());
  if (found !== null) return found;
  const cache = makeCache();
  const binary = join(cache, 'temporal');
  return withLock(join(cache, 'temporal.lock'), '  … another process gets the Temporal server; waiting', async () => {
    if (await runs(binary)) return binary;
    const reasons: string[] = [];
    for (const [name, get] of [
      ['download', downloadTemporal],
      ['go install', buildTemporal],
    ] as const) {
      try {
        await get(binary, note);
        if (await runs(binary)) return binary;
        reasons.push(`${name}: it does not run on this machine`);
      } catch (error) {
        reasons.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    throw new Problem(
      'There is no Temporal server, and none could be had:\n' +
        reasons.map((reason) => `  - ${reason}\n`).join('') +
        'One of these helps: put the Temporal CLI on the PATH (https://docs.temporal.io/cli), install Go ' +
        '(https://go.dev/dl), let this machine reach temporal.download, or set TEMPORAL_ADDRESS to a running server.',
    );
  });
}

async function onPath(): Promise<string | null> {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const binary = join(folder, 'temporal');
    if (folder && isExecutable(binary) && (await runs(binary))) return binary;
  }
  return null;
}

async function inCache(): Promise<string | null> {
  const binary = join(cacheFolder(), 'temporal');
  return isExecutable(binary) && (await runs(binary)) ? binary : null;
}

const cacheFolder = () => join(homedir(), '.cache', 'millrace');

function makeCache(): string {
  const cache = cacheFolder();
  try {
    mkdirSync(cache, { recursive: true });
    accessSync(cache, constants.W_OK);
    return cache;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Problem(`The Temporal server is kept in ${cache}, which cannot be written (${why}). Set HOME.`);
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Whether it is the Temporal CLI; there are other programs of that name. */
async function runs(binary: string): Promise<boolean> {
  if (!existsSync(binary)) return false;
  try {
    const { stdout } = await promisify(execFile)(binary, ['--version'], { timeout: 30_000 });
    return stdout.startsWith('temporal version');
  } catch {
    return false;
  }
}
