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
         on conflict (key) do update set status = 'packing' where status = 'stopped'`,
      )
      .run(key, orderId, tracking, units);
    const row = this.database.prepare('select tracking, units, packed, status from shipments where key = ?').get(key);
    return row as unknown as Shipment;
  }

  async packOne(key: string, packed: number): Promise<boolean> {
    const update = 'update shipments set packed = packed + 1 where key = ? and packed = ?';
    return this.database.prepare(update).run(key, packed).changes > 0;
  }

  async send(key: string): Promise<void> {
    this.database.prepare("update shipments set status = 'sent' where key = ?").run(key);
  }

  async stop(key: string): Promise<void> {
    this.database.prepare("update shipments set status = 'stopped' where key = ? and status = 'packing'").run(key);
  }
}
