import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { withLock } from '../bootstrap/lock.mjs';
import { runCommand } from '../build/run-command.ts';
import { Problem } from '../console/problem.ts';
import { ROOT } from '../root.ts';

const NAMES = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10'];
const VERSION = 'import sys; assert sys.version_info >= (3, 10); print(sys.version)';

/**
 * A Python with these requirements installed, in an environment of its own that is made once and kept in
 * `~/.cache/millrace`. @returns its program
 * @throws Problem where there is no Python 3.10 or newer, or the packages cannot be had
 */
export async function pythonEnvironment(requirements: string, note: (text: string) => void): Promise<string> {
  const python = await findPython();
  const content = `${python.name}\n${python.version}\n${readFileSync(requirements, 'utf8')}`;
  const cache = join(homedir(), '.cache', 'millrace');
  const folder = join(cache, `python-${createHash('sha256').update(content).digest('hex').slice(0, 12)}`);
  const program = join(folder, 'bin', 'python');
  // Written last: without it, whoever made the environment has not come to the end.
  const complete = join(folder, 'complete');
  mkdirSync(cache, { recursive: true });
  await withLock(`${folder}.lock`, '  … another process makes the Python environment; waiting', async () => {
    if (existsSync(complete)) return;
    rmSync(folder, { recursive: true, force: true });
    note('making an environment');
    await must(python.name, ['-m', 'venv', folder], 'Python has no venv');
    note('installing packages');
    const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--retries', '1'];
    await must(program, [...install, '-r', requirements], 'The packages could not be had from PyPI');
    writeFileSync(complete, '');
  });
  return program;
}

async function findPython(): Promise<{ name: string; version: string }> {
  for (const name of NAMES) {
    const { code, output } = await runCommand(name, ['-c', VERSION], { cwd: ROOT });
    if (code === 0) return { name, version: output.trim() };
  }
  throw new Problem('There is no Python 3.10 or newer on the PATH');
}

async function must(command: string, args: readonly string[], problem: string): Promise<void> {
  const { code, output } = await runCommand(command, args, { cwd: ROOT });
  if (code !== 0) throw new Problem(`${problem}: ${output.trim().split('\n').at(-1) ?? ''}`);
}
