import { setTimeout as pause } from 'node:timers/promises';
import { type Address, type OrderLine, unitsOf } from '../domain/order.ts';
import { OrderError } from '../domain/order-error.ts';
import type { Shipment, ShipmentRepository } from '../repositories/shipment.repository.ts';

const SERVED = new Set(['AT', 'CH', 'DE', 'ES', 'FR', 'GB', 'IT', 'NL', 'PL', 'US']);

/** Somebody who wants to know how far it is, and may say stop. */
export interface Watcher {
  onPacked(packed: number, units: number): void;
  readonly signal: AbortSignal;
}

/** Packs unit by unit, which takes its time, and sends. */
export class ShippingService {
  private readonly shipments: ShipmentRepository;
  private readonly packingMs: number;

  constructor(shipments: ShipmentRepository, packingMs: number) {
    this.shipments = shipments;
    this.packingMs = packingMs;
  }

  /**
   * Goes on where an earlier call under the same key came to.
   * @throws OrderError AddressUnknown, or PackedElsewhere: then try again; the signal's reason where it was stopped: then nothing is sent
   */
  async ship(
    key: string,
    order: { order_id: string; address: Address; items: readonly OrderLine[] },
    watcher: Watcher,
  ): Promise<Shipment> {
    if (!SERVED.has(order.address.country))
      throw new OrderError('AddressUnknown', `Nobody delivers to ${order.address.country}.`);
    const tracking = `MR-${order.order_id}`;
    const shipment = await this.shipments.begin(key, order.order_id, tracking, unitsOf(order.items));
    if (shipment.status === 'sent') return shipment;
    try {
      for (let packed = shipment.packed; packed < shipment.units;) {
        await pause(this.packingMs, undefined, { signal: watcher.signal });
        // An attempt that was given up may still be at it: it hears of that with its next heartbeat.
        if (!(await this.shipments.packOne(key, packed)))
          throw new OrderError('PackedElsewhere', `Order ${order.order_id} is being packed by somebody else.`);
        watcher.onPacked((packed += 1), shipment.units);
      }
    } catch (error) {
      if (watcher.signal.aborted) await this.shipments.stop(key);
      throw error;
    }
    await this.shipments.send(key);
    return { ...shipment, packed: shipment.units, status: 'sent' };
  }
}
