import { buildIfStale } from '../build/build.ts';
import { runMain } from '../process/run-main.ts';
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
    if (build.failed === 0) await report.check('end-to-end tests', () => runVitest('e2e', env));
    await servers.stop();
  }
  process.exitCode = report.finish();
});
