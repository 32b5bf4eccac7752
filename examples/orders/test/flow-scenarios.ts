import { describe, expect, it } from 'vitest';
import { waitFor } from '@app/testing';
import type { GuardedChild } from '../../../scripts/process/guarded-child.ts';
import type { Order } from '../src/domain/order.ts';
import { anOrder, type AShop, type SeenRun } from './a-shop.ts';

/** What the flow's tests need: the shop, and a worker for its activities that they may kill. */
export interface Scene {
  readonly shop: AShop;
  worker(): GuardedChild;
}

const LARGE = { approve_above_cents: 1_000 };

/** The tests of the flow, on whichever worker serves its activities. */
export function flowScenarios(scene: () => Scene): void {
  /** Runs the flow for two of something that costs 10.00 and of which there are five. */
  async function order(fields: Partial<Order> = {}, policy: object = {}) {
    const { shop } = scene();
    const sku = shop.database.sell(1_000, 5);
    const made = anOrder(sku, fields);
    const id = await shop.run('order.flow.json', made, policy);
    return {
      id,
      made,
      ended: () => shop.ended(id),
      trace: () => shop.database.traceOf(made.order_id),
      available: () => shop.database.available(sku),
    };
  }

  const attempts = ({ steps }: SeenRun, path: string) =>
    steps.filter((step) => step.path === path).map(({ status }) => status);

  /** The task that the run asks people, once it does. */
  const taskOf = (runId: string) =>
    waitFor(async () => (await scene().shop.seen(runId)).waiting_for.find(({ type }) => type === 'approval'));
  const vote = async (runId: string, decision: 'approve' | 'reject') => {
    const { approval_id } = await taskOf(runId);
    const answer = await scene().shop.api.post(`/approvals/${approval_id}/${decision}`, { by: 'grace' });
    expect(answer.status).toBe(200);
  };

  const UNTOUCHED = { charged: [], refunded: [], held: 0, shipments: [], reminders: 0 };

  describe('the flow', () => {
    it('holds the stock, takes the payment, ships, and asks nobody for a small order', async () => {
      const { ended, made, trace, available } = await order();
      expect(await ended()).toMatchObject({
        status: 'success',
        output: {
          order_id: made.order_id,
          total_cents: 2_000,
          payment_id: expect.any(String),
          tracking: `MR-${made.order_id}`,
          approved_by: null,
        },
      });
      const shipments = [{ status: 'sent', packed: 2, units: 2 }];
      expect(trace()).toEqual({ ...UNTOUCHED, charged: [2_000], held: 2, shipments });
      expect(available()).toBe(3);
    });

    it('refuses an order that is none, and says all that is wrong with it', async () => {
      const { ended, trace } = await order({ customer: 'ada', items: [{ sku: 'sofa', quantity: 1 }] });
      expect(await ended()).toMatchObject({
        status: 'failed',
        error: { code: 'OrderInvalid', details: { problems: [{ path: 'customer' }, { path: 'items[0].sku' }] } },
      });
      expect(trace()).toEqual(UNTOUCHED);
    });

    it('takes no money, and holds nothing, where there is too little of one thing in stock', async () => {
      const { shop } = scene();
      const [enough, short] = [shop.database.sell(1_000, 5), shop.database.sell(1_000, 1)];
      const items = [enough, short].map((sku) => ({ sku, quantity: 2 }));
      const made = anOrder(enough, { items });
      const run = await shop.ended(await shop.run('order.flow.json', made));
      expect(run).toMatchObject({ status: 'failed', error: { code: 'OutOfStock' } });
      expect(shop.database.traceOf(made.order_id)).toEqual(UNTOUCHED);
      expect([enough, short].map((sku) => shop.database.available(sku))).toEqual([5, 1]);
    });

    it('releases the stock when the card is declined, which is not tried twice', async () => {
      const { ended, trace, available } = await order({ card: 'card_declined' });
      const run = await ended();
      expect(run).toMatchObject({ status: 'failed', error: { code: 'CardDeclined' } });
      expect(attempts(run, 'pay')).toEqual(['failed']);
      expect(trace()).toEqual(UNTOUCHED);
      expect(available()).toBe(5);
    });

    it('takes the money once where the answer of the bank is lost', async () => {
      const { ended, trace } = await order({ card: 'card_answer_lost' });
      const run = await ended();
      expect(run.status).toBe('success');
      expect(attempts(run, 'pay')).toEqual(['failed', 'success']);
      expect(trace()).toMatchObject({ charged: [2_000], refunded: [] });
    });

    it('gives the money back once, and the stock, where nobody delivers to the address', async () => {
      const address = { street: 'Ice 1', city: 'South Pole', country: 'AQ' };
      const { ended, trace, available } = await order({ address, card: 'card_answer_lost' });
      const run = await ended();
      expect(run).toMatchObject({ status: 'failed', error: { code: 'AddressUnknown' } });
      expect(attempts(run, 'refund')).toEqual(['failed', 'success']);
      expect(attempts(run, 'release')).toEqual(['success']);
      expect(trace()).toEqual({ ...UNTOUCHED, charged: [2_000], refunded: [2_000] });
      expect(available()).toBe(5);
    });

    it('asks a person above the amount, reminds once, and goes on when the answer is yes', async () => {
      const { id, ended, trace } = await order({}, { ...LARGE, remind_after_seconds: 1 });
      await expect.poll(trace).toMatchObject({ reminders: 1, charged: [], held: 2 });
      await vote(id, 'approve');
      expect(await ended()).toMatchObject({ status: 'success', output: { approved_by: 'grace' } });
      expect(trace()).toMatchObject({ reminders: 1, charged: [2_000] });
    });

    it('gives the stock back when the answer is no, and reminds nobody of what is decided', async () => {
      const { id, ended, trace, available } = await order({}, LARGE);
      await vote(id, 'reject');
      expect(await ended()).toMatchObject({
        status: 'failed',
        error: { code: 'ORDER_REFUSED', details: { code: 'OrderRejected' } },
      });
      expect(trace()).toEqual(UNTOUCHED);
      expect(available()).toBe(5);
    });

    it('gives the stock back when nobody answers in time', async () => {
      const policy = { ...LARGE, remind_after_seconds: 0, decide_within_seconds: 1 };
      const { ended, trace, available } = await order({}, policy);
      expect(await ended()).toMatchObject({ status: 'failed', error: { details: { code: 'ApprovalTimeout' } } });
      expect(trace()).toEqual({ ...UNTOUCHED, reminders: 1 });
      expect(available()).toBe(5);
    });

    it('stops packing when it is cancelled, and then gives back the money and the stock', async () => {
      const { shop } = scene();
      const sku = shop.database.sell(10, 1_000);
      const made = anOrder(sku, { items: [{ sku, quantity: 900 }] });
      const id = await shop.run('order.flow.json', made);
      const trace = () => shop.database.traceOf(made.order_id);
      await expect.poll(() => trace().shipments[0]?.packed).toBeGreaterThan(0);
      await shop.api.post(`/runs/${id}/cancel`);
      expect(await shop.ended(id)).toMatchObject({ status: 'cancelled' });
      await expect.poll(trace).toMatchObject({ charged: [9_000], refunded: [9_000], held: 0 });
      await expect.poll(() => trace().shipments).toMatchObject([{ status: 'stopped' }]);
      expect(shop.database.available(sku)).toBe(1_000);
    });

    it('goes on packing on another worker where one was killed, and packs nothing twice', async () => {
      const { shop, worker } = scene();
      const sku = shop.database.sell(10, 250);
      const made = anOrder(sku, { items: [{ sku, quantity: 250 }] });
      const victim = worker();
      const id = await shop.run('order.flow.json', made);
      const shipments = () => shop.database.traceOf(made.order_id).shipments;
      await expect.poll(() => shipments()[0]?.packed).toBeGreaterThan(5);
      victim.kill('SIGKILL');
      await victim.exited;
      worker();
      const run = await shop.ended(id);
      expect(run.status).toBe('success');
      expect(attempts(run, 'ship')).toEqual(['failed', 'success']);
      expect(shipments()).toEqual([{ status: 'sent', packed: 250, units: 250 }]);
      expect(shop.database.traceOf(made.order_id)).toMatchObject({ charged: [2_500], refunded: [] });
    });
  });
}
