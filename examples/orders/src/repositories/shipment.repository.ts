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
  /** One unit more is packed. */
  packOne(key: string): Promise<void>;
  finish(key: string, status: 'sent' | 'stopped'): Promise<void>;
}
