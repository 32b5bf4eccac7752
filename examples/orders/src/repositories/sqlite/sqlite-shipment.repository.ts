import type { DatabaseSync } from 'node:sqlite';
import type { Shipment, ShipmentRepository } from '../shipment.repository.ts';

export class SqliteShipmentRepository implements ShipmentRepository {
  private readonly database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.database = database;
  }

  async begin(key: string, orderId: string, tracking: string, units: number): Promise<Shipment> {
    this.database
      .prepare(
        `insert into shipments (key, order_id, tracking, units, status) values (?, ?, ?, ?, 'packing')
         on conflict (key) do nothing`,
      )
      .run(key, orderId, tracking, units);
    const row = this.database.prepare('select tracking, units, packed, status from shipments where key = ?').get(key);
    return row as unknown as Shipment;
  }

  async packOne(key: string): Promise<void> {
    this.database.prepare('update shipments set packed = packed + 1 where key = ?').run(key);
  }

  async finish(key: string, status: 'sent' | 'stopped'): Promise<void> {
    this.database.prepare('update shipments set status = ? where key = ?').run(status, key);
  }
}
