/** What is packed for an order, and sent. */
export interface Shipment {
  readonly tracking: string;
  readonly units: number;
  readonly packed: number;
  readonly status: 'packing' | 'sent' | 'stopped';
}

/** The shipments. Each method is one transaction. */
export interface ShipmentRepository {
  /** Begins one; under a known key, gives the one that is there, as far as it is packed. */
  begin(key: string, orderId: string, tracking: string, units: number): Promise<Shipment>;
  /** Packs the one after so many. @returns false where somebody else has packed it meanwhile */
  packOne(key: string, packed: number): Promise<boolean>;
  send(key: string): Promise<void>;
  /** Stops one that is not sent; `begin` goes on with it. */
  stop(key: string): Promise<void>;
}
