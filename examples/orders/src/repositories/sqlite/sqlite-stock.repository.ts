import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { OrderLine, PriceList } from '../../domain/order.ts';
import type { Reservation, StockRepository } from '../stock.repository.ts';
import { inTransaction } from './transaction.ts';

interface Row {
  id: string;
  items: string;
  released: number;
}

export class SqliteStockRepository implements StockRepository {
  private readonly database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.database = database;
  }

  async prices(): Promise<PriceList> {
    const rows = this.database.prepare('select sku, price_cents from stock').all();
    return new Map(rows.map((row) => [String(row['sku']), Number(row['price_cents'])]));
  }

  async reserve(key: string, orderId: string, items: readonly OrderLine[]): Promise<Reservation | null> {
    return inTransaction(this.database, () => {
      const known = this.find('key', key);
      if (known) return known;
      const left = this.database.prepare('select available from stock where sku = ?');
      const wanted = Map.groupBy(items, ({ sku }) => sku);
      for (const [sku, lines] of wanted) {
        const quantity = lines.reduce((sum, line) => sum + line.quantity, 0);
        if (Number(left.get(sku)?.['available'] ?? 0) < quantity) return null;
      }
      this.add(items, -1);
      const id = randomUUID();
      this.database
        .prepare('insert into reservations (id, key, order_id, items) values (?, ?, ?, ?)')
        .run(id, key, orderId, JSON.stringify(items));
      return { id, items, released: false };
    });
  }

  async release(reservationId: string): Promise<Reservation | null> {
    return inTransaction(this.database, () => {
      const held = this.find('id', reservationId);
      if (!held || held.released) return held;
      this.add(held.items, 1);
      this.database.prepare('update reservations set released = 1 where id = ?').run(reservationId);
      return { ...held, released: true };
    });
  }

  private add(items: readonly OrderLine[], sign: 1 | -1): void {
    const update = this.database.prepare('update stock set available = available + ? where sku = ?');
    for (const { sku, quantity } of items) update.run(sign * quantity, sku);
  }

  private find(by: 'id' | 'key', value: string): Reservation | null {
    const row = this.database.prepare(`select id, items, released from reservations where ${by} = ?`).get(value);
    if (!row) return null;
    const { id, items, released } = row as unknown as Row;
    return { id, items: JSON.parse(items) as OrderLine[], released: released === 1 };
  }
}
