import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { TEST_WITHOUT_PYTHON } from './scripts/python/examples.ts';

interface Tsconfig {
  compilerOptions: { paths: Record<string, [string]> };
}

const root = fileURLToPath(new URL('.', import.meta.url));
const { paths } = (JSON.parse(readFileSync(`${root}tsconfig.json`, 'utf8')) as Tsconfig).compilerOptions;
const alias = Object.fromEntries(Object.entries(paths).map(([name, [file]]) => [name, `${root}${file}`]));
// Where there is no Python: `npm test` says so.
const leftOut = process.env[TEST_WITHOUT_PYTHON] ? ['examples/**/python-*.e2e-spec.ts'] : [];
const served = { globalSetup: ['scripts/test/global-setup.ts'], hookTimeout: 120_000 };

function project(name: string, suffix: string, test: TestProjectInlineConfiguration['test'] = {}) {
  return {
    // Nest, TypeORM and class-validator read the types that the compiler leaves behind for decorators.
    oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
    resolve: { alias },
    test: {
      name,
      root,
      include: [`{apps,libs,scripts,examples}/**/*.${suffix}.ts`],
      setupFiles: ['reflect-metadata'],
      // A condition has as long as `waitFor` gives it: a machine that is busy with others is no reason to fail.
      expect: { poll: { timeout: 30_000, interval: 25 } },
      ...test,
    },
  } satisfies TestProjectInlineConfiguration;
}

export default defineConfig({
  test: {
    // Processes, not threads: Temporal's native code and child processes belong to a process of their own.
    pool: 'forks',
    // Most tests wait for servers and processes: also a machine with two cores carries two files at a time.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      // They share a process: most of their time would go into loading the same modules again.
      project('unit', 'spec', { testTimeout: 60_000, isolate: false }),
      project('int', 'int-spec', { ...served, testTimeout: 60_000 }),
      project('e2e', 'e2e-spec', { ...served, testTimeout: 120_000, exclude: [...configDefaults.exclude, ...leftOut] }),
    ],
  },
});
