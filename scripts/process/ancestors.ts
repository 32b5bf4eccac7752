import { isAlive } from '../bootstrap/lock.mjs';
import { lookAt } from './look.ts';

const LOOK_EVERY_MS = 500;

/**
 * Calls back once when a process that this one was started through is gone: npm, its shell, the bootstrap. None of
 * them tells its children when it is killed with kill -9.
 */
export function whenOrphaned(callback: () => void): void {
  const chain = ancestorsUpToNpm();
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent && chain.every(isThere)) return;
    clearInterval(timer);
    callback();
  }, LOOK_EVERY_MS);
  timer.unref();
}

/** A killed process that its parent has not asked about yet still has its number; on Linux it costs little to see that. */
const isThere = (pid: number) => (process.platform === 'linux' ? lookAt(pid) !== null : isAlive(pid));

function ancestorsUpToNpm(): number[] {
  const chain = [process.ppid];
  // Without npm in between, our parent is the bootstrap, and its parent is who typed the command.
  const longest = process.env['npm_lifecycle_event'] === undefined ? 2 : 4;
  while (chain.length < longest) {
    const seen = lookAt(chain.at(-1) ?? 0);
    if (!seen || seen.parent <= 1 || /^npm\b|\bnpm-cli\.js\b/.test(seen.command)) break;
    chain.push(seen.parent);
  }
  return chain;
}
