import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/**
 * The shell becomes the command (same pid), and leaves a watcher behind that reads a pipe from the parent. The pipe
 * ends when the parent does, kill -9 included; the watcher then ends the command and all of its process group.
 */
const GUARD = `
signal=$1 turns=$2; shift 2
( (
  trap '' INT TERM HUP
  read -r _ <&3
  kill -s "$signal" $$
  while [ "$turns" -gt 0 ] && kill -0 $$; do sleep 0.2; turns=$((turns - 1)); done
  kill -s KILL 0
) </dev/null >/dev/null 2>&1 & )
exec 3<&-
exec "$@"
`;

/** How a child that may not outlive this process is started. */
export interface GuardedOptions {
  command: string;
  args: readonly string[];
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** The user to run as, where that is not this process's own. */
  user?: { uid: number; gid: number } | undefined;
  /** Where stdout and stderr go: a file descriptor, or pipes on `process`. */
  output: number | 'pipe' | 'inherit';
  /** The signal that asks it to stop in order; default SIGTERM. */
  stopSignal?: 'SIGTERM' | 'SIGINT' | 'SIGQUIT';
  /** What it gets to stop in order before it is killed. */
  graceMs?: number;
}

/** A child process, in a process group of its own, that ends when this process ends, whichever way that is. */
export interface GuardedChild {
  readonly process: ChildProcess;
  readonly pid: number;
  /** Resolves when it has ended; never rejects. */
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** Sends a signal to the process itself. */
  kill(signal: NodeJS.Signals): void;
  /** Asks it to stop, kills it after its grace time, and resolves when it is gone. */
  stop(): Promise<void>;
}

/** Starts a guarded child. @throws when the system cannot start a process at all */
export function spawnGuarded(options: GuardedOptions): GuardedChild {
  const { stopSignal = 'SIGTERM', graceMs = 10_000, output } = options;
  const turns = String(Math.ceil(graceMs / 200));
  const child = spawn('/bin/sh', ['-c', GUARD, 'guard', stopSignal.slice(3), turns, options.command, ...options.args], {
    cwd: options.cwd,
    env: options.env ?? process.env,
    ...options.user,
    detached: true,
    stdio: ['ignore', output, output, 'pipe'],
  });
  const { pid } = child;
  if (pid === undefined) {
    child.on('error', () => undefined);
    throw new Error(`${options.command} does not start`);
  }
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('exit', (code, signal) => {
      // Wakes the watcher, which takes away whatever is left of the group.
      child.stdio[3]?.destroy();
      resolve({ code, signal });
    });
  });
  const kill = (signal: NodeJS.Signals) => void child.kill(signal);
  return {
    process: child,
    pid,
    exited,
    kill,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      kill(stopSignal);
      const timer = setTimeout(() => kill('SIGKILL'), graceMs);
      await once(child, 'exit').finally(() => clearTimeout(timer));
    },
  };
}
