import { buildIfStale } from '../build/build.ts';
import { Problem } from '../console/problem.ts';
import { elapsed, say, step } from '../console/progress.ts';
import { inRoot } from '../root.ts';
import { bringUpApps, migrate } from './apps.ts';
import { checkConfig } from './check-config.ts';
import { choosePort } from './choose-port.ts';
import { encryptionKeys } from './encryption-key.ts';
import { givenEnvironment } from './environment.ts';
import { claimFolder } from './instance.ts';
import { leaveOnSignal } from './leave-on-signal.ts';
import { loadSample, readSamples } from './samples.ts';
import { bringUpPostgres, bringUpTemporal, type Temporal } from './servers.ts';
import { leftovers } from './service.ts';
import { runAndShow } from './show-run.ts';
import { Stack } from './stack.ts';

const began = Date.now();
const stack = new Stack();
leaveOnSignal(stack);
try {
  say('Millrace');
  claimFolder();
  const left = await leftovers.clear(['api', 'worker', 'Temporal', 'PostgreSQL']);
  if (left.length > 0) say(`  ✓ stopped what the last start left running: ${left.join(', ')}`);
  const given = givenEnvironment();
  const ports = {
    api: await choosePort({ what: 'the API', variable: 'APP_PORT', usual: 8080 }, given),
    worker: await choosePort({ what: "the worker's health check", variable: 'WORKER_HEALTH_PORT', usual: 8081 }, given),
  };
  await step('build', buildIfStale);
  await checkConfig(given);
  const databaseUrl = await bringUpPostgres(stack, given);
  const temporal = await bringUpTemporal(stack, given);
  const env = {
    // Flows on a developer's machine call servers on that machine.
    HTTP_NODE_ALLOW_PRIVATE: 'true',
    SHUTDOWN_GRACE: '5s',
    FLOW_ENV_API_URL: `http://localhost:${ports.api}`,
    ...given,
    ENCRYPTION_KEYS: encryptionKeys(given),
    APP_PORT: String(ports.api),
    WORKER_HEALTH_PORT: String(ports.worker),
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: temporal.address,
  };
  await migrate(env);
  const api = await bringUpApps(stack, env, ports);
  const samples = await step('sample flows', () => Promise.all(readSamples().map((sample) => loadSample(api, sample))));
  const [shown] = samples;
  if (shown) await runAndShow(api, shown);
  tell(api, temporal, given['DATABASE_URL'] === undefined ? databaseUrl : null);
} catch (error) {
  say(
    `\n${error instanceof Problem || !(error instanceof Error) ? String(error instanceof Error ? error.message : error) : error.stack}`,
  );
  await stack.leave(1, 'It did not start');
}

function tell(api: string, temporal: Temporal, database: string | null): void {
  say(`\nMillrace is up (${elapsed(began)}). Ctrl-C stops it; its data stays in .millrace/.\n`);
  say(`  API          ${api}/api/v1`);
  say(`  API docs     ${api}/docs`);
  if (temporal.ui !== null) say(`  Temporal UI  ${temporal.ui}`);
  if (database !== null) say(`  PostgreSQL   ${database}`);
  say(`  Logs         ${inRoot('.millrace', 'logs')}`);
}
