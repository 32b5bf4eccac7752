import type { OrderLine, PriceList } from '../domain/order.ts';

/** Units that an order holds. */
export interface Reservation {
  readonly id: string;
  readonly items: readonly OrderLine[];
  readonly released: boolean;
}

/** What is there to be sold. Each method is one transaction. */
export interface StockRepository {
  prices(): Promise<PriceList>;
  /** Holds all units or none; under a known key, what was held then. @returns null when there is too little of something */
  reserve(key: string, orderId: string, items: readonly OrderLine[]): Promise<Reservation | null>;
  /** Gives the units back, once. @returns null for a reservation that there is not */
  release(reservationId: string): Promise<Reservation | null>;
}
