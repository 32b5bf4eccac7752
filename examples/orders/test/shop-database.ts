import { randomUUID } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';

/** What is to be seen of one order. */
export interface Trace {
  /** Charges in cents. */
  readonly charged: readonly number[];
  /** Refunds in cents. */
  readonly refunded: readonly number[];
  /** Units that its reservations still hold. */
  readonly held: number;
  readonly shipments: readonly { readonly status: string; readonly packed: number; readonly units: number }[];
  readonly reminders: number;
}

/** The example's database, looked at past its workers. */
export class ShopDatabase {
  private readonly database: DatabaseSync;

  constructor(file: string) {
    this.database = new DatabaseSync(file, { timeout: 5_000 });
  }

  /** Puts something new on sale. @returns its SKU */
  sell(priceCents: number, available: number): string {
    const sku = `sku-${randomUUID()}`;
    this.database.prepare('insert into stock values (?, ?, ?)').run(sku, priceCents, available);
    return sku;
  }

  available(sku: string): number {
    return Number(this.database.prepare('select available from stock where sku = ?').get(sku)?.['available']);
  }

  traceOf(orderId: string): Trace {
    const all = <Row>(text: string) => this.database.prepare(text).all(orderId) as unknown as Row[];
    const cents = (text: string) => all<{ amount_cents: number }>(text).map(({ amount_cents }) => amount_cents);
    const held = all<{ items: string }>('select items from reservations where order_id = ? and released = 0');
    return {
      charged: cents('select amount_cents from payments where order_id = ?'),
      refunded: cents(
        `select refunds.amount_cents from refunds join payments on payments.id = payment_id where order_id = ?`,
      ),
      held: held
        .flatMap(({ items }) => JSON.parse(items) as { quantity: number }[])
        .reduce((sum, { quantity }) => sum + quantity, 0),
      shipments: all('select status, packed, units from shipments where order_id = ?'),
      reminders: all('select key from reminders where order_id = ?').length,
    };
  }

  close(): void {
    this.database.close();
  }
}
