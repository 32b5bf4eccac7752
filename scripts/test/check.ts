import { runMain } from '../process/run-main.ts';
import { Report } from './report.ts';
import { runStaticCheck, STATIC_CHECKS } from './static-checks.ts';
import { runVitest } from './vitest-run.ts';

/** The inner loop: all that needs neither a build nor a server. */
await runMain(async () => {
  const report = new Report();
  for (const one of STATIC_CHECKS) await report.check(one.label, () => runStaticCheck(one));
  await report.check('unit tests', () => runVitest('unit'));
  process.exitCode = report.finish();
});
