import { type Order, type OrderLine, problemsOf, totalOf } from '../domain/order.ts';
import { OrderError } from '../domain/order-error.ts';
import type { Reservation, StockRepository } from '../repositories/stock.repository.ts';

/** What is sold and what is left of it. */
export class StockService {
  private readonly stock: StockRepository;

  constructor(stock: StockRepository) {
    this.stock = stock;
  }

  /** What the order costs, in cents. @throws OrderError OrderInvalid with all that is wrong with it */
  async price(order: Order): Promise<number> {
    const prices = await this.stock.prices();
    const problems = problemsOf(order, prices);
    if (problems.length > 0)
      throw new OrderError('OrderInvalid', `Order ${order.order_id} cannot be carried out.`, { problems });
    return totalOf(order.items, prices);
  }

  /** Holds what is ordered. @throws OrderError OutOfStock */
  async reserve(key: string, orderId: string, items: readonly OrderLine[]): Promise<Reservation> {
    const reservation = await this.stock.reserve(key, orderId, items);
    if (!reservation) throw new OrderError('OutOfStock', `There is too little in stock for order ${orderId}.`);
    return reservation;
  }

  /** Gives back what was held; a second time changes nothing. @throws OrderError ReservationUnknown */
  async release(reservationId: string): Promise<Reservation> {
    const reservation = await this.stock.release(reservationId);
    if (!reservation) throw new OrderError('ReservationUnknown', `There is no reservation ${reservationId}.`);
    return reservation;
  }
}
