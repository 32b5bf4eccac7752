import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe } from 'vitest';
import { pythonEnvironment } from '../../../scripts/python/python-environment.ts';
import { AShop } from './a-shop.ts';
import { flowScenarios } from './flow-scenarios.ts';
import { theWorker } from './the-worker.ts';
import { workflowScenarios } from './workflow-scenarios.ts';

const inPython = (path: string): string => fileURLToPath(new URL(`../python/${path}`, import.meta.url));

describe('orders, their activities served by the Python worker', () => {
  let shop: AShop;
  let python: string;
  const worker = theWorker(() => shop.worker(python, [inPython('worker.py')]));
  beforeAll(async () => {
    python = await pythonEnvironment(inPython('requirements.txt'), () => undefined);
    shop = await AShop.open();
    worker();
    shop.worker(process.execPath, ['src/worker.ts'], { ORDERS_SERVES: 'workflows' });
  });
  afterAll(() => shop?.close());

  flowScenarios(() => ({ shop, worker }));
  workflowScenarios(() => shop);
});
