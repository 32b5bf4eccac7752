import { runCommand } from '../build/run-command.ts';
import { Problem } from '../console/problem.ts';
import { step } from '../console/progress.ts';
import { inRoot, ROOT } from '../root.ts';
import { startApp, type AppOptions } from './app.ts';
import { logOf } from './servers.ts';
import { Service } from './service.ts';
import type { Stack } from './stack.ts';

/** Brings the database up to date. @throws Problem with the reason */
export async function migrate(env: NodeJS.ProcessEnv): Promise<void> {
  await step('migrations', async () => {
    const script = inRoot('dist', 'libs', 'database', 'src', 'migrate.js');
    const { code, output } = await runCommand(process.execPath, [script], { cwd: ROOT, env });
    if (code !== 0) throw new Problem(`The database could not be brought up to date:\n${output.trim()}`);
  });
}

/** Brings the API and a worker up. @returns the API's address */
export function bringUpApps(stack: Stack, env: NodeJS.ProcessEnv, ports: { api: number; worker: number }) {
  const api = `http://localhost:${ports.api}`;
  const worker = `http://localhost:${ports.worker}`;
  return step('api and worker', async () => {
    // The API is added last, since it is to be stopped first.
    await Promise.all([
      add(stack, { app: 'worker', env, health: `${worker}/health/ready`, log: logOf('worker') }),
      add(stack, { app: 'api', env, health: `${api}/api/v1/health/ready`, log: logOf('api') }),
    ]);
    return api;
  });
}

function add(stack: Stack, options: AppOptions): Promise<void> {
  const { app: name, log } = options;
  const givenUp = () => void stack.leave(1, `The ${name} is down`);
  return stack.add(new Service({ name, log, launch: () => startApp(options), givenUp }));
}
