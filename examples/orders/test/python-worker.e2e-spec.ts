import { afterAll, beforeAll, describe } from 'vitest';
import { examplesPython } from '../../../scripts/python/examples.ts';
import { AShop } from './a-shop.ts';
import { flowScenarios } from './flow-scenarios.ts';
import { theWorker } from './the-worker.ts';
import { workflowScenarios } from './workflow-scenarios.ts';

describe('orders, their activities served by the Python worker', () => {
  let shop: AShop;
  let python: string;
  const worker = theWorker(() => shop.worker(python, ['python/worker.py']));
  beforeAll(async () => {
    python = await examplesPython();
    shop = await AShop.open();
    worker();
    shop.worker(process.execPath, ['src/worker.ts'], { ORDERS_SERVES: 'workflows' });
  });
  afterAll(() => shop?.close());

  flowScenarios(() => ({ shop, worker }));
  workflowScenarios(() => shop);
});
