import { Context } from '@temporalio/activity';
import { idempotencyKey } from './idempotency-key.ts';
import type { OrderActivities } from './order-activities.ts';
import { translatingErrors } from './translating-errors.ts';
import type { PaymentService } from '../services/payment.service.ts';
import type { ReminderService } from '../services/reminder.service.ts';
import type { ShippingService } from '../services/shipping.service.ts';
import type { StockService } from '../services/stock.service.ts';

/** What the activities do their work with. */
export interface Services {
  readonly stock: StockService;
  readonly payments: PaymentService;
  readonly shipping: ShippingService;
  readonly reminders: ReminderService;
}

/** The activities: Temporal on the one side, services on the other, and no rule of their own. */
export function createActivities({ stock, payments, shipping, reminders }: Services): OrderActivities {
  return translatingErrors<OrderActivities>({
    async ValidateOrder(order) {
      return { total_cents: await stock.price(order) };
    },
    async ReserveStock({ order_id, items }) {
      const { id } = await stock.reserve(idempotencyKey(), order_id, items);
      return { reservation_id: id };
    },
    async ReleaseStock({ reservation_id }) {
      const { released } = await stock.release(reservation_id);
      return { released };
    },
    async ProcessPayment(payment) {
      const { id } = await payments.charge(idempotencyKey(), payment);
      return { payment_id: id };
    },
    async RefundPayment({ payment_id }) {
      const { id, amount_cents } = await payments.refund(idempotencyKey(), payment_id);
      return { refund_id: id, amount_cents };
    },
    async ShipOrder(order) {
      const context = Context.current();
      const { tracking } = await shipping.ship(idempotencyKey(), order, {
        onPacked: (packed, units) => context.heartbeat({ packed, units }),
        signal: context.cancellationSignal,
      });
      return { tracking };
    },
    async SendReminder({ order_id, to }) {
      return { sent: await reminders.remind(idempotencyKey(), order_id, to) };
    },
  });
}
