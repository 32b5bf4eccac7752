import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../build/run-command.ts';
import { bin, ROOT, toolEnv } from '../root.ts';
import type { Outcome } from './report.ts';

interface JsonReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
}

/** Runs the tests of one project of vitest.config.ts; every test that was left out counts as failed. */
export async function runVitest(project: string, env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-report-'));
  const file = join(folder, 'report.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const { code, output } = await runCommand(bin('vitest'), ['run', '--project', project, ...reporters], {
      cwd: ROOT,
      env: { ...toolEnv(), ...env, NO_COLOR: '1', CI: 'true' },
    });
    const report = readReport(file);
    const left = report.numPendingTests + report.numTodoTests;
    // A file that does not load, an error outside of a test: a failed run without a failed test.
    const other = code !== 0 && report.numFailedTests === 0 ? 1 : 0;
    const failed = report.numFailedTests + left + other;
    return {
      passed: report.numPassedTests,
      failed,
      output: left > 0 ? `${failures(output)}\n${left} tests were left out` : failures(output),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Without the tests that passed. */
const failures = (output: string) =>
  output
    .split('\n')
    .filter((line) => !/^(\s*✓|JSON report written)/.test(line))
    .join('\n');

function readReport(file: string): JsonReport {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as JsonReport;
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };
  }
}
