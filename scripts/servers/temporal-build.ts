import { spawnSync } from 'node:child_process';
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { spawnGuarded } from '../process/guarded-child.ts';

/** The newest tag without `replace` directives, which `go install` refuses. */
const PACKAGE = 'github.com/temporalio/cli/cmd/temporal@v1.5.1';

/** Builds the CLI, server included, with the Go of the PATH. @throws when there is none, or the build fails */
export async function buildTemporal(binary: string, note: (text: string) => void): Promise<void> {
  const { error } = spawnSync('go', ['version'], { stdio: 'ignore' });
  if (error) throw new Error('there is no `go` on the PATH');
  note('building it with Go, once; about three minutes on two cores');
  const bin = `${binary}.build`;
  const child = spawnGuarded({
    command: 'go',
    args: ['install', '-buildvcs=false', PACKAGE],
    env: { ...process.env, GOBIN: bin, CGO_ENABLED: '0' },
    cwd: '/',
    output: 'pipe',
    graceMs: 1_000,
  });
  let said = '';
  child.process.stdout?.resume();
  child.process.stderr?.on('data', (text: Buffer) => (said = (said + text.toString()).slice(-4_000)));
  try {
    const { code } = await child.exited;
    if (code !== 0) throw new Error(said.trim().split('\n').slice(-3).join('\n    ') || `exit code ${code}`);
    renameSync(join(bin, 'temporal'), binary);
  } finally {
    rmSync(bin, { recursive: true, force: true });
  }
}
