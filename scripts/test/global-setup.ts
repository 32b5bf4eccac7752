import type { TestProject } from 'vitest/node';
import { buildIfStale } from '../build/build.ts';
import { startTestServers, type TestServers } from './test-servers.ts';

// Vitest loads this file once a project; the servers are the process's.
const shared = globalThis as { millraceTestServers?: { users: number; servers: Promise<TestServers> } };

/** Starts the servers for the first project that needs them, and stops them after the last. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (project.name === 'e2e') await buildIfStale();
  shared.millraceTestServers ??= { users: 0, servers: startTestServers((text) => project.vitest.logger.log(text)) };
  const held = shared.millraceTestServers;
  held.users += 1;
  const servers = await held.servers;
  project.provide('databaseUrl', servers.databaseUrl);
  project.provide('temporalAddress', servers.temporalAddress);
  return async () => {
    held.users -= 1;
    if (held.users > 0) return;
    delete shared.millraceTestServers;
    await servers.stop();
  };
}
