import { buildIfStale } from '../build/build.ts';
import { step } from '../console/progress.ts';
import { Problem } from '../console/problem.ts';
import { runMain } from '../process/run-main.ts';
import { examplesPython, TEST_WITHOUT_PYTHON } from '../python/examples.ts';
import { Report } from './report.ts';
import { runStaticCheck, STATIC_CHECKS } from './static-checks.ts';
import { startTestServers, type TestServers, TEST_DATABASE_URL, TEST_TEMPORAL_ADDRESS } from './test-servers.ts';
import { runVitest } from './vitest-run.ts';

/** Everything, in the order in which it fails soonest. */
await runMain(async () => {
  const report = new Report();
  for (const one of STATIC_CHECKS) await report.check(one.label, () => runStaticCheck(one));
  const build = await report.check('build', async () => {
    await buildIfStale();
    return { passed: 1, failed: 0, output: '' };
  });
  await report.check('unit tests', () => runVitest('unit'));
  let servers: TestServers | undefined;
  await report.check('servers', async (note) => {
    servers = await startTestServers(note);
    return { passed: 0, failed: 0, output: '' };
  });
  if (servers) {
    const env = { [TEST_DATABASE_URL]: servers.databaseUrl, [TEST_TEMPORAL_ADDRESS]: servers.temporalAddress };
    await report.check('integration tests', () => runVitest('int', env));
    if (build.failed === 0) {
      const python = await pythonFor(report);
      await report.check('end-to-end tests', () => runVitest('e2e', { ...env, ...python }));
    }
    await servers.stop();
  }
  process.exitCode = report.finish();
});

/** Python is no part of the product: its tests are left out, and named, where it cannot be had. */
async function pythonFor(report: Report): Promise<Record<string, string>> {
  try {
    if (process.env[TEST_WITHOUT_PYTHON]) throw new Problem(`${TEST_WITHOUT_PYTHON} is set`);
    await step('Python', examplesPython);
    return {};
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    report.leaveOut('tests of the Python worker (examples/orders)', error.message);
    return { [TEST_WITHOUT_PYTHON]: '1' };
  }
}
