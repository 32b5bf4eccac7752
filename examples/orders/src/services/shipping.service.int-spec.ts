import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../repositories/sqlite/open-database.ts';
import { SqliteShipmentRepository } from '../repositories/sqlite/sqlite-shipment.repository.ts';
import { ShippingService } from './shipping.service.ts';

/** A service on a database of the test's own, and what to ship with it. */
function aScene() {
  const folder = mkdtempSync(join(tmpdir(), 'orders-shipping-'));
  const database = openDatabase(join(folder, 'orders.db'));
  onTestFinished(() => {
    database.close();
    rmSync(folder, { recursive: true });
  });
  const service = new ShippingService(new SqliteShipmentRepository(database), 1);
  const order = {
    order_id: 'A-1',
    address: { street: 'Main St 1', city: 'Vienna', country: 'AT' },
    items: [{ sku: 'lamp', quantity: 5 }],
  };
  return {
    /** Ships under one key; `at` is told each unit. */
    ship: (at: (packed: number) => void = () => undefined, signal = new AbortController().signal) =>
      service.ship('key', order, { onPacked: at, signal }),
    shipments: () => database.prepare('select packed, status from shipments').all(),
  };
}

describe('shipping', () => {
  it('sends once, however often it is asked for under one key', async () => {
    const { ship, shipments } = aScene();
    const units: number[] = [];
    const sent = { tracking: 'MR-A-1', status: 'sent' };
    expect(await ship((packed) => units.push(packed))).toMatchObject(sent);
    expect(await ship((packed) => units.push(packed))).toMatchObject(sent);
    expect(units).toEqual([1, 2, 3, 4, 5]);
    expect(shipments()).toEqual([{ packed: 5, status: 'sent' }]);
  });

  it('goes on where it was stopped', async () => {
    const { ship, shipments } = aScene();
    const stop = new AbortController();
    await expect(ship((packed) => packed === 2 && stop.abort(), stop.signal)).rejects.toThrow(/abort/i);
    expect(shipments()).toEqual([{ packed: 2, status: 'stopped' }]);
    const units: number[] = [];
    await ship((packed) => units.push(packed));
    expect(units).toEqual([3, 4, 5]);
    expect(shipments()).toEqual([{ packed: 5, status: 'sent' }]);
  });

  it('packs nothing twice where an attempt that was given up is still at it', async () => {
    const { ship, shipments } = aScene();
    const units: number[] = [];
    const attempts = await Promise.allSettled([1, 2].map(() => ship((packed) => units.push(packed))));
    const lost = attempts.filter(({ status }) => status === 'rejected');
    expect(lost).toMatchObject([{ reason: { code: 'PackedElsewhere', retryable: true } }]);
    expect(units).toEqual([1, 2, 3, 4, 5]);
    expect(shipments()).toEqual([{ packed: 5, status: 'sent' }]);
  });
});
