import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Problem } from '../console/problem.ts';
import { say, step } from '../console/progress.ts';
import { spawnGuarded, type GuardedChild } from '../process/guarded-child.ts';
import { freePort } from '../process/ports.ts';
import { runMain } from '../process/run-main.ts';
import { waitUntil } from '../process/wait-until.ts';
import { bin, inRoot } from '../root.ts';
import { postgresAccount } from '../servers/postgres-account.ts';
import { loadSample, readSamples } from '../start/samples.ts';
import { runAndShow } from '../start/show-run.ts';
import { startTestServers } from '../test/test-servers.ts';
import { StageBuilder, type Image } from './build-stages.ts';
import { copyContext } from './context.ts';
import { readStages } from './dockerfile.ts';

/**
 * Proves the Dockerfile where there is no Docker: its own instructions, stage by stage, in clean folders; then its own
 * commands, as a user without rights, in folders that are read-only, until its own health checks hold, a flow has run,
 * and SIGTERM has ended both programs with exit code 0.
 */
await runMain(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-image-'));
  chmodSync(folder, 0o755);
  const builder = new StageBuilder(join(folder, 'context'), join(folder, 'stages'));
  try {
    copyContext(join(folder, 'context'));
    const images: Record<string, Image> = {};
    for (const stage of readStages(readFileSync(inRoot('Dockerfile'), 'utf8')))
      images[stage.name] = await builder.build(stage);
    const { api, worker } = images;
    if (!api || !worker) throw new Problem('The Dockerfile has no stages api and worker');
    execFileSync('chmod', ['-R', 'a-w,a+rX', api.app, worker.app]);
    const [size] = execFileSync('du', ['-sm', api.app], { encoding: 'utf8' }).split('\t');
    say(`  /app of an image: ${size} MB`);
    // Stands for the `node` of the base image, where a user without rights can reach it.
    const node = join(folder, 'node');
    copyFileSync(realpathSync(bin('node')), node);
    await tryOut(node, api, worker);
  } finally {
    execFileSync('chmod', ['-R', 'u+w', folder]);
    rmSync(folder, { recursive: true, force: true });
  }
});

async function tryOut(node: string, api: Image, worker: Image): Promise<void> {
  const servers = await step('servers', startTestServers);
  const started: GuardedChild[] = [];
  try {
    const shared = {
      LOG_LEVEL: 'warn',
      DATABASE_URL: servers.databaseUrl,
      TEMPORAL_ADDRESS: servers.temporalAddress,
      HTTP_NODE_ALLOW_PRIVATE: 'true',
    };
    const port = String(await freePort());
    const url = `http://127.0.0.1:${port}`;
    await step('api', () => up(node, api, { ...shared, APP_PORT: port }, started));
    const env = { ...shared, WORKER_HEALTH_PORT: String(await freePort()), FLOW_ENV_API_URL: url };
    await step('worker', () => up(node, worker, env, started));
    const [sample] = readSamples();
    if (!sample) throw new Problem('There is no sample flow');
    const run = await runAndShow(url, await loadSample(url, sample));
    if (run.status !== 'success') throw new Problem(`The run ended as ${run.status}`);
    for (const page of ['/docs', '/api/v1/openapi.json']) {
      const { ok, status } = await fetch(`${url}${page}`);
      if (!ok) throw new Problem(`${page} was answered ${status}`);
    }
    for (const child of started.toReversed()) {
      await child.stop();
      const { code } = await child.exited;
      if (code !== 0) throw new Problem(`SIGTERM ended a program with exit code ${code}`);
    }
    say('\nThe images build, run without rights on a read-only folder, carry a flow, and end in order.');
  } finally {
    await Promise.all(started.map((child) => child.stop()));
    await servers.stop();
  }
}

/** Runs an image's command as a container would, and waits for its health check. */
async function up(node: string, image: Image, given: Record<string, string>, started: GuardedChild[]): Promise<void> {
  const env = { ...image.env, ...given, PATH: process.env['PATH'] };
  const [, ...args] = image.command;
  const user = postgresAccount() ?? undefined;
  const child = spawnGuarded({
    command: node,
    args,
    cwd: image.app,
    env,
    user,
    output: 'inherit',
    graceMs: 30_000,
  });
  started.push(child);
  const [, ...check] = image.health;
  await waitUntil(60_000, async () => {
    try {
      execFileSync(node, check, { cwd: image.app, env, stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  });
}
