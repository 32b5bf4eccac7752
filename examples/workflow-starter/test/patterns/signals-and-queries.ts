import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  addSignal,
  cartQuery,
  cartWorkflow,
  checkOutSignal,
  removeSignal,
} from '../../src/workflows/signals-and-queries.workflow.ts';
import type { UsedWorker } from '../use-worker.ts';

export function signalsAndQueries(worker: UsedWorker): void {
  describe('a workflow that is talked to', () => {
    it('takes signals in their order, and answers queries, also when it has ended', async () => {
      const cart = await worker().start(cartWorkflow, { idle_seconds: 60 });
      await cart.signal(addSignal, { item: 'lamp', quantity: 1 });
      await cart.signal(addSignal, { item: 'desk', quantity: 1 });
      await cart.signal(addSignal, { item: 'lamp', quantity: 2 });
      await cart.signal(removeSignal, { item: 'desk' });
      expect(await cart.query(cartQuery)).toEqual({ lamp: 3 });
      await cart.signal(checkOutSignal);
      expect(await cart.result()).toEqual({ bought: { lamp: 3 } });
      expect(await cart.query(cartQuery)).toEqual({ lamp: 3 });
    });

    it('is started by its first signal, where nobody has started it', async () => {
      const { client, taskQueue } = worker();
      const options = {
        workflowId: `cart-${randomUUID()}`,
        taskQueue,
        args: [{ idle_seconds: 60 }] as [{ idle_seconds: number }],
      };
      const add = (item: string) =>
        client.workflow.signalWithStart(cartWorkflow, {
          ...options,
          signal: addSignal,
          signalArgs: [{ item, quantity: 1 }],
        });
      await add('lamp');
      const cart = await add('bulb');
      await cart.signal(checkOutSignal);
      expect(await cart.result()).toEqual({ bought: { lamp: 1, bulb: 1 } });
    });

    it('gives up when nobody talks to it', async () => {
      const cart = await worker().start(cartWorkflow, { idle_seconds: 0.3 });
      await cart.signal(addSignal, { item: 'lamp', quantity: 1 });
      expect(await cart.result()).toEqual({ bought: null });
    });
  });
}
