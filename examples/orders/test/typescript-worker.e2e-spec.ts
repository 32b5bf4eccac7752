import { afterAll, beforeAll, describe } from 'vitest';
import { AShop } from './a-shop.ts';
import { flowScenarios } from './flow-scenarios.ts';
import { theWorker } from './the-worker.ts';

describe('orders, served by the TypeScript worker', () => {
  let shop: AShop;
  const worker = theWorker(() => shop.worker(process.execPath, ['src/worker.ts']));
  beforeAll(async () => {
    shop = await AShop.open();
    worker();
  });
  afterAll(() => shop?.close());

  flowScenarios(() => ({ shop, worker }));
});
