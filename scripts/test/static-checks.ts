import { existsSync } from 'node:fs';
import { bin, inRoot, ROOT, toolEnv } from '../root.ts';
import { runCommand } from '../build/run-command.ts';
import type { Outcome } from './report.ts';

interface StaticCheck {
  label: string;
  commands: [tool: string, ...args: string[]][];
}

const PROJECTS = [
  'tsconfig.json',
  'scripts/tsconfig.json',
  'bench/tsconfig.json',
  'examples/tsconfig.json',
  'examples/orders/tsconfig.json',
  'examples/workflow-starter/tsconfig.json',
];

/** Checks that run nothing of the product; each counts as one test. */
export const STATIC_CHECKS: StaticCheck[] = [
  { label: 'format', commands: [['prettier', '--check', '--log-level', 'warn', '.']] },
  { label: 'lint', commands: [['oxlint', '--type-aware', '--deny-warnings']] },
  {
    label: 'types',
    commands: PROJECTS.filter((file) => existsSync(inRoot(file))).map((file) => ['tsc', '--noEmit', '-p', file]),
  },
  {
    label: 'import directions',
    commands: [['depcruise', 'apps', 'libs', 'examples', '--config', '.dependency-cruiser.js']],
  },
];

/** Carries one out. */
export async function runStaticCheck({ commands }: StaticCheck): Promise<Outcome> {
  let output = '';
  for (const [tool, ...args] of commands) {
    const result = await runCommand(bin(tool), args, { cwd: ROOT, env: { ...toolEnv(), NO_COLOR: '1' } });
    if (result.code !== 0) output += result.output || `${tool} ended with exit code ${result.code}\n`;
  }
  return { passed: output ? 0 : 1, failed: output ? 1 : 0, output };
}
