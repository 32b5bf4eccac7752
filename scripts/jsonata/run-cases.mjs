// Runs the public JSONata test suite against the evaluator of libs/definition, and prints which cases do not hold.
import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const root = new URL('../../', import.meta.url);
const vitest = fileURLToPath(new URL('node_modules/vitest/vitest.mjs', root));
const spec = 'libs/definition/src/expression/jsonata-suite.spec.ts';
const { status } = spawnSync(process.execPath, [vitest, 'run', '--project', 'unit', spec], {
  cwd: fileURLToPath(root),
  stdio: ['ignore', 'ignore', 'inherit'],
});
console.log(await readFile(new URL('libs/definition/test-cases/jsonata/outcome.txt', root), 'utf8'));
if (status !== 0) console.error('The outcome is not the one above any more: see npx vitest run', spec);
process.exitCode = status ?? 1;
