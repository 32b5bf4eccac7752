import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { withLock } from '../bootstrap/lock.mjs';
import { Problem } from '../console/problem.ts';
import { bin, inRoot, ROOT, toolEnv } from '../root.ts';
import { bundleWorkflows } from './bundle-workflows.ts';
import { fingerprint } from './fingerprint.ts';
import { runCommand } from './run-command.ts';

const STAMP = inRoot('dist', '.fingerprint');

/** Whether `dist` is what the sources give. */
export function isBuilt(): boolean {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === fingerprint();
}

/**
 * Makes `dist` from the sources where it is stale: all apps and libs in one compilation, and the workflow bundle.
 * @throws Problem with the compiler's words when the sources have errors
 */
export async function buildIfStale(): Promise<void> {
  if (isBuilt()) return;
  await withLock(inRoot('.millrace', 'build.lock'), '  … another process builds; waiting', async () => {
    if (!isBuilt()) await build();
  });
}

async function build(): Promise<void> {
  const made = fingerprint();
  rmSync(inRoot('dist'), { recursive: true, force: true });
  const options = { cwd: ROOT, env: { ...toolEnv(), NO_COLOR: '1' } };
  const { code, output } = await runCommand(bin('nest'), ['build', 'api', '--path', 'tsconfig.build.json'], options);
  if (code !== 0) throw new Problem(`The build failed:\n${output.trim()}`);
  await bundleWorkflows();
  writeFileSync(STAMP, made);
}
