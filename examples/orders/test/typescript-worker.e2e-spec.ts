import { afterAll, beforeAll, describe } from 'vitest';
import { AShop } from './a-shop.ts';
import { flowScenarios } from './flow-scenarios.ts';
import { theWorker } from './the-worker.ts';
import { workflowScenarios } from './workflow-scenarios.ts';

describe('orders, served by the TypeScript worker', () => {
  let shop: AShop;
  const worker = theWorker(() => shop.worker(process.execPath, ['src/worker.ts'], { ORDERS_SERVES: 'activities' }));
  beforeAll(async () => {
    shop = await AShop.open();
    worker();
    shop.worker(process.execPath, ['src/worker.ts'], { ORDERS_SERVES: 'workflows' });
  });
  afterAll(() => shop?.close());

  flowScenarios(() => ({ shop, worker }));
  workflowScenarios(() => shop);
});
