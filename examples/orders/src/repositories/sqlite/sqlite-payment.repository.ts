import type { DatabaseSync } from 'node:sqlite';
import type { Kept, Payment, PaymentRepository, Refund } from '../payment.repository.ts';
import { inTransaction } from './transaction.ts';

export class SqlitePaymentRepository implements PaymentRepository {
  private readonly database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.database = database;
  }

  async charge(key: string, payment: Payment): Promise<Kept<Payment>> {
    return inTransaction(this.database, () => {
      const known = this.payment('key', key);
      if (known) return { value: known, isNew: false };
      this.database
        .prepare('insert into payments (id, key, order_id, amount_cents, card) values (?, ?, ?, ?, ?)')
        .run(payment.id, key, payment.order_id, payment.amount_cents, payment.card);
      return { value: payment, isNew: true };
    });
  }

  async find(paymentId: string): Promise<Payment | null> {
    return this.payment('id', paymentId);
  }

  async refund(key: string, refund: Refund): Promise<Kept<Refund>> {
    return inTransaction(this.database, () => {
      const known = this.database
        .prepare('select id, payment_id, amount_cents from refunds where payment_id = ?')
        .get(refund.payment_id);
      if (known) return { value: known as unknown as Refund, isNew: false };
      this.database
        .prepare('insert into refunds (id, key, payment_id, amount_cents) values (?, ?, ?, ?)')
        .run(refund.id, key, refund.payment_id, refund.amount_cents);
      return { value: refund, isNew: true };
    });
  }

  private payment(by: 'id' | 'key', value: string): Payment | null {
    const row = this.database
      .prepare(`select id, order_id, amount_cents, card from payments where ${by} = ?`)
      .get(value);
    return (row as unknown as Payment | undefined) ?? null;
  }
}
