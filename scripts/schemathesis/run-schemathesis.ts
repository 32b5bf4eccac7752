import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { runCommand } from '../build/run-command.ts';
import { buildIfStale } from '../build/build.ts';
import { Problem } from '../console/problem.ts';
import { step } from '../console/progress.ts';
import { spawnGuarded } from '../process/guarded-child.ts';
import { freePort } from '../process/ports.ts';
import { inRoot, ROOT } from '../root.ts';
import { startApp } from '../start/app.ts';
import { startTestServers } from '../test/test-servers.ts';
import { seed, type Seeds } from './seed.ts';

const VERSION = '4.32.5';
const VENV = inRoot('.millrace', `schemathesis-${VERSION}`);
const PROGRAM = `${VENV}/bin/schemathesis`;

/**
 * Schemathesis over the whole OpenAPI document, against the built API on servers of its own; what
 * follows `--` on the command line is handed on to it.
 * @throws Problem when it finds a failure, or cannot be installed
 */
export async function runSchemathesis(): Promise<void> {
  await step('schemathesis', install);
  await step('build', buildIfStale);
  const servers = await step('servers', startTestServers);
  try {
    const [port, workerPort] = [String(await freePort()), String(await freePort())];
    const url = `http://127.0.0.1:${port}`;
    const env = {
      PATH: process.env['PATH'],
      APP_PORT: port,
      WORKER_HEALTH_PORT: workerPort,
      LOG_LEVEL: 'warn',
      DATABASE_URL: servers.databaseUrl,
      TEMPORAL_ADDRESS: servers.temporalAddress,
    };
    const log = (name: string) => inRoot('.millrace', 'logs', `schemathesis-${name}.log`);
    const api = await startApp({ app: 'api', env, health: `${url}/api/v1/health/ready`, log: log('api') });
    try {
      const health = `http://127.0.0.1:${workerPort}/health/ready`;
      const worker = await startApp({ app: 'worker', env, health, log: log('worker') });
      try {
        await examine(url, await step('seeds', async () => writeConfig(await seed(url))));
      } finally {
        await worker.stop();
      }
    } finally {
      await api.stop();
    }
  } finally {
    await servers.stop();
  }
}

/** Writes the configuration with the seeds as its dictionaries. @returns where it is */
function writeConfig(seeds: Seeds): string {
  const dictionaries = Object.entries(seeds).map(
    ([name, values]) => `\n[dictionaries.${name}]\nvalues = ${JSON.stringify(values)}\n`,
  );
  const config = inRoot('.millrace', 'schemathesis.toml');
  const rules = readFileSync(inRoot('scripts', 'schemathesis', 'schemathesis.toml'), 'utf8');
  writeFileSync(config, rules + dictionaries.join(''));
  return config;
}

async function install(): Promise<void> {
  if (existsSync(PROGRAM)) return;
  const env = process.env;
  const made = await runCommand('python3', ['-m', 'venv', VENV], { cwd: ROOT, env });
  if (made.code !== 0) throw new Problem(`Python 3.10 or newer with venv is needed:\n${made.output.trim()}`);
  const got = await runCommand(`${VENV}/bin/pip`, ['install', '-q', `schemathesis==${VERSION}`], { cwd: ROOT, env });
  if (got.code !== 0) throw new Problem(`schemathesis ${VERSION} could not be installed:\n${got.output.trim()}`);
}

async function examine(url: string, config: string): Promise<void> {
  const phases = ['--phases', 'examples,coverage,fuzzing,stateful', '--checks', 'all'];
  const args = [
    '--config-file',
    config,
    'run',
    `${url}/api/v1/openapi.json`,
    '-u',
    url,
    ...phases,
    '--continue-on-failure',
  ];
  const child = spawnGuarded({
    command: PROGRAM,
    args: [...args, ...process.argv.slice(2)],
    cwd: ROOT,
    output: 'inherit',
  });
  const { code } = await child.exited;
  if (code !== 0) throw new Problem('Schemathesis found failures; they are listed above.');
}
