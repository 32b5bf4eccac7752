import type { WorkflowHandle } from '@temporalio/client';
import { describe, expect, it } from 'vitest';
import type { Order } from '../src/domain/order.ts';
import { approveSignal, progressQuery, rejectSignal } from '../src/workflows/messages.ts';
import { anOrder, type AShop } from './a-shop.ts';
import { keepHistory } from './histories.ts';

const LARGE = { approve_above_cents: 1_000 };

/** The tests of the workflow written in code, called by a flow, on whichever worker serves its activities. */
export function workflowScenarios(scene: () => AShop): void {
  /** Runs the flow for two of something that costs 10.00 and of which there are five. */
  async function order(fields: Partial<Order> = {}, policy: object = {}) {
    const shop = scene();
    const sku = shop.database.sell(1_000, 5);
    const made = anOrder(sku, fields);
    const id = await shop.run('order-in-code.flow.json', made, policy);
    const workflow: WorkflowHandle = shop.temporal.workflow.getHandle(`${id}/order#1`);
    return {
      made,
      workflow,
      ended: () => shop.ended(id),
      trace: () => shop.database.traceOf(made.order_id),
      available: () => shop.database.available(sku),
    };
  }

  describe('the workflow in code', () => {
    it('carries an order out, the shipment in a workflow of its own, and says where it stands', async () => {
      const { ended, made, trace, workflow } = await order();
      const result = {
        order_id: made.order_id,
        total_cents: 2_000,
        tracking: `MR-${made.order_id}`,
        approved_by: null,
      };
      expect(await ended()).toMatchObject({ status: 'success', output: { status: 'shipped', order: result } });
      expect(await workflow.query(progressQuery)).toEqual({ stage: 'done', total_cents: 2_000, reminded: false });
      const child = scene().temporal.workflow.getHandle(`${workflow.workflowId}/shipment`);
      expect(await child.result()).toEqual({ tracking: `MR-${made.order_id}` });
      expect(trace()).toMatchObject({ charged: [2_000], held: 2, shipments: [{ status: 'sent' }] });
      await keepHistory('shipped', workflow);
    });

    it('reminds once of a large order and goes on with the signal that approves it', async () => {
      const { ended, trace, workflow } = await order({}, { ...LARGE, remind_after_seconds: 1 });
      const progress = () => workflow.query(progressQuery);
      await expect.poll(progress).toMatchObject({ stage: 'waiting_for_approval', reminded: true });
      expect(trace()).toMatchObject({ reminders: 1, charged: [], held: 2 });
      await workflow.signal(approveSignal, { by: 'grace' });
      expect(await ended()).toMatchObject({ status: 'success', output: { order: { approved_by: 'grace' } } });
      expect(trace()).toMatchObject({ reminders: 1, charged: [2_000] });
      await keepHistory('approved', workflow);
    });

    it('gives the stock back when the signal rejects it, which the flow takes for an answer', async () => {
      const { ended, trace, workflow } = await order({}, LARGE);
      await expect.poll(() => workflow.query(progressQuery)).toMatchObject({ stage: 'waiting_for_approval' });
      await workflow.signal(rejectSignal, { by: 'grace' });
      await workflow.signal(approveSignal, { by: 'ada' });
      const output = { status: 'refused', reason: expect.stringContaining('grace rejected it') as string };
      expect(await ended()).toMatchObject({ status: 'success', output });
      expect(trace()).toMatchObject({ charged: [], held: 0, reminders: 0 });
      await keepHistory('rejected', workflow);
    });

    it('gives the stock back when nobody decides in time', async () => {
      const { ended, trace } = await order({}, { ...LARGE, remind_after_seconds: 0.1, decide_within_seconds: 0.1 });
      expect(await ended()).toMatchObject({ status: 'success', output: { status: 'refused' } });
      expect(trace()).toMatchObject({ charged: [], held: 0, reminders: 1 });
    });

    it('gives the money back once, and the stock, where nobody delivers; the flow fails with that', async () => {
      const address = { street: 'Ice 1', city: 'South Pole', country: 'AQ' };
      const { ended, trace, available, workflow } = await order({ address, card: 'card_answer_lost' });
      expect(await ended()).toMatchObject({ status: 'failed', error: { code: 'AddressUnknown' } });
      expect(await workflow.query(progressQuery)).toMatchObject({ stage: 'undoing' });
      expect(trace()).toMatchObject({ charged: [2_000], refunded: [2_000], held: 0, shipments: [] });
      expect(available()).toBe(5);
      await keepHistory('undone', workflow);
    });

    it('fails with what an activity says that is not to be tried again', async () => {
      const { ended, trace } = await order({ card: 'card_declined' });
      expect(await ended()).toMatchObject({ status: 'failed', error: { code: 'CardDeclined' } });
      expect(trace()).toMatchObject({ charged: [], held: 0 });
    });

    it('is cancelled with the run, stops packing, and then gives back the money and the stock', async () => {
      const shop = scene();
      const sku = shop.database.sell(10, 1_000);
      const made = anOrder(sku, { items: [{ sku, quantity: 900 }] });
      const id = await shop.run('order-in-code.flow.json', made);
      const trace = () => shop.database.traceOf(made.order_id);
      await expect.poll(() => trace().shipments[0]?.packed).toBeGreaterThan(0);
      await shop.api.post(`/runs/${id}/cancel`);
      expect(await shop.ended(id)).toMatchObject({ status: 'cancelled' });
      await expect.poll(trace).toMatchObject({ charged: [9_000], refunded: [9_000], held: 0 });
      expect(trace().shipments).toMatchObject([{ status: 'stopped' }]);
      expect(shop.database.available(sku)).toBe(1_000);
      await keepHistory('cancelled', shop.temporal.workflow.getHandle(`${id}/order#1`));
    });
  });
}
