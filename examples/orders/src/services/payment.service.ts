import { randomUUID } from 'node:crypto';
import { OrderError } from '../domain/order-error.ts';
import type { Payment, PaymentRepository, Refund } from '../repositories/payment.repository.ts';

/**
 * Cards to try things out with, as payment providers have them. With the last one money moves as it should, and the
 * answer is lost: whoever asked cannot know, and has to ask again.
 */
const DECLINED = 'card_declined';
const ANSWER_LOST = 'card_answer_lost';

/** Takes money and gives it back. The same key again moves no money again. */
export class PaymentService {
  private readonly payments: PaymentRepository;

  constructor(payments: PaymentRepository) {
    this.payments = payments;
  }

  /** @throws OrderError CardDeclined, or PaymentUnreachable: then ask again under the same key */
  async charge(key: string, payment: Omit<Payment, 'id'>): Promise<Payment> {
    if (payment.card === DECLINED)
      throw new OrderError('CardDeclined', `The card of order ${payment.order_id} was declined.`);
    const { value, isNew } = await this.payments.charge(key, { id: randomUUID(), ...payment });
    if (isNew) answerTo(payment.card);
    return value;
  }

  /** @throws OrderError PaymentUnknown, or PaymentUnreachable: then ask again under the same key */
  async refund(key: string, paymentId: string): Promise<Refund> {
    const payment = await this.payments.find(paymentId);
    if (!payment) throw new OrderError('PaymentUnknown', `There is no payment ${paymentId}.`);
    const refund = { id: randomUUID(), payment_id: paymentId, amount_cents: payment.amount_cents };
    const { value, isNew } = await this.payments.refund(key, refund);
    if (isNew) answerTo(payment.card);
    return value;
  }
}

function answerTo(card: string): void {
  if (card === ANSWER_LOST) throw new OrderError('PaymentUnreachable', 'The connection to the bank was lost.');
}
