// Runs before anything is installed, on whatever Node >= 20 there is: no dependency, no TypeScript.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { install, isInstalled } from './install.mjs';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');
const PROJECT_NODE = join(ROOT, 'node_modules', '.bin', 'node');
const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * Installs the dependencies where they are missing or stale, then runs a program of this folder under the project's
 * own Node and ends as it ends. Signals are the program's affair; this process only passes them on.
 * @param {string} program path within scripts/
 */
export async function runUnderProjectNode(program) {
  try {
    if (!isInstalled(ROOT)) await install(ROOT);
  } catch (error) {
    process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
  const child = spawn(PROJECT_NODE, [join(ROOT, 'scripts', program), ...process.argv.slice(2)], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  for (const signal of SIGNALS) {
    // A Ctrl-C reaches the child by the terminal as well; it takes two that come together for one.
    process.on(signal, () => child.kill(signal));
  }
  child.on('error', (error) => {
    process.stderr.write(`The project's Node does not start (${error.message}). Remove node_modules and try again.\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (signal ? constants.signals[signal] : 0)));
}
