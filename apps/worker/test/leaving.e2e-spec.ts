import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { ASystem } from './a-system.js';

it('a worker that is told to leave does not wait for health checks that never come', async () => {
  const system = await ASystem.start();
  const worker = await system.worker();
  const silent = connect(Number(new URL(worker.url).port), '127.0.0.1');
  onTestFinished(() => void silent.destroy());
  await once(silent, 'connect');
  expect((await fetch(`${worker.url}/health/ready`)).status).toBe(200);
  expect(await worker.stop()).toBe(0);
});
