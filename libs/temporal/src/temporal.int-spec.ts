import { ConsoleLogger } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporalAddress } from '@app/testing';
import { RunWaker } from './run-waker.js';
import { TemporalClient } from './temporal-client.js';
import { TemporalHealthIndicator } from './temporal.health.js';
import { TemporalModule } from './temporal.module.js';
import { connectNative } from './worker-factory.js';

const options = (address: string, namespace = 'default') => ({
  address,
  namespace,
  tls: null,
  apiKey: undefined,
  connectTimeoutMs: 500,
});

async function aModule(address: string, namespace?: string) {
  const module = await Test.createTestingModule({ imports: [TemporalModule.register(options(address, namespace))] })
    .setLogger(new ConsoleLogger({ logLevels: [] }))
    .compile();
  onTestFinished(() => module.close());
  return module.enableShutdownHooks();
}

/** Takes connections, and says nothing. */
async function aDeafServer(): Promise<string> {
  const server = createServer(() => undefined).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => void server.close());
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('the connection to Temporal', () => {
  it('is up where the server answers and knows the namespace', async () => {
    const health = (await aModule(temporalAddress())).get(TemporalHealthIndicator);
    // The first call makes the connection, which may take longer than a check waits.
    await expect.poll(() => health.check('temporal')).toMatchObject({ temporal: { status: 'up' } });
  });

  // Left to itself, the client asks for 20 s and longer.
  it.each([
    ['nothing listens', () => Promise.resolve('127.0.0.1:9'), 'default'],
    ['the server does not answer', aDeafServer, 'default'],
    ['the namespace is not known', () => Promise.resolve(temporalAddress()), 'nobody'],
  ])('is down, and said so soon, where %s', { timeout: 15_000 }, async (_, address, namespace) => {
    const module = await aModule(await address(), namespace);
    expect(await module.get(TemporalHealthIndicator).check('temporal')).toMatchObject({ temporal: { status: 'down' } });
  });

  it('gives a call up after its time', async () => {
    const module = await aModule(await aDeafServer());
    await expect(
      module.get(TemporalClient).call((client) => client.workflow.getHandle('none').describe(), 200),
    ).rejects.toThrow();
  });

  it('is closed when no call waits for its answer, or to be made again, any more', async () => {
    const client = (await aModule('127.0.0.1:9')).get(TemporalClient);
    let failed = false;
    client
      .call(({ workflow }) => workflow.getHandle('none').describe())
      .catch(() => {
        failed = true;
      });
    await client.onApplicationShutdown();
    expect(failed).toBe(true);
  });

  it('does not wait for a server that takes the connection and says nothing', async () => {
    await expect(connectNative(options(await aDeafServer()))).rejects.toThrow();
  });

  it('takes a wake-up of a run that it does not know for what it is: nothing', async () => {
    const module = await aModule(temporalAddress());
    expect(await module.get(RunWaker).wake('0197c2e0-0000-7000-8000-000000000000')).toBe(false);
  });

  it('does not let a wake-up fail the caller when the server is down', async () => {
    const module = await aModule('127.0.0.1:9');
    expect(await module.get(RunWaker).wake('0197c2e0-0000-7000-8000-000000000000')).toBe(false);
  });
});
