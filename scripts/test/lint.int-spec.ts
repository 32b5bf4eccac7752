import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runCommand } from '../build/run-command.ts';
import { bin, inRoot, toolEnv } from '../root.ts';

/** What the lint rules of this repository say to a file that is nothing but this import. */
async function lint(file: string, from: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-lint-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  copyFileSync(inRoot('.oxlintrc.json'), join(folder, '.oxlintrc.json'));
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), `export { x } from '${from}';\n`);
  const { output } = await runCommand(bin('oxlint'), ['.'], { cwd: folder, env: toolEnv() });
  return output;
}

const REFUSED = 'no-restricted-imports';

describe('the lint rules', () => {
  describe.each(['libs/engine/src/workflows/x.ts', 'examples/orders/src/workflows/x.ts'])('let %s', (file) => {
    it.each(['./y.js', '../core/y.js', '@temporalio/workflow', '@temporalio/common'])('import %s', async (from) => {
      expect(await lint(file, from)).not.toContain(REFUSED);
    });

    it.each(['node:fs', 'pg', '@temporalio/worker', '@app/definition'])('not import %s', async (from) => {
      expect(await lint(file, from)).toContain(REFUSED);
    });
  });

  it.each(['libs/engine/src/core/x.ts', 'libs/definition/src/x.ts'])('let %s import no Node builtin', async (file) => {
    expect(await lint(file, 'node:fs')).toContain(REFUSED);
  });
});
