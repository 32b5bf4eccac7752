import type { Address, Order, OrderLine } from '../domain/order.ts';

/**
 * The activities by their Temporal names, with what they take and give: the contract between the flow or workflow that
 * calls them and whichever worker, in whichever language, serves them.
 */
export interface OrderActivities {
  /** @throws OrderInvalid */
  ValidateOrder(order: Order): Promise<{ total_cents: number }>;
  /** @throws OutOfStock */
  ReserveStock(order: { order_id: string; items: readonly OrderLine[] }): Promise<{ reservation_id: string }>;
  ReleaseStock(reservation: { reservation_id: string }): Promise<{ released: boolean }>;
  /** @throws CardDeclined; PaymentUnreachable, to be tried again */
  ProcessPayment(payment: { order_id: string; amount_cents: number; card: string }): Promise<{ payment_id: string }>;
  /** @throws PaymentUnreachable, to be tried again */
  RefundPayment(payment: { payment_id: string }): Promise<{ refund_id: string; amount_cents: number }>;
  /** Takes long, and sends heartbeats. @throws AddressUnknown; PackedElsewhere, to be tried again */
  ShipOrder(order: { order_id: string; address: Address; items: readonly OrderLine[] }): Promise<{ tracking: string }>;
  SendReminder(reminder: { order_id: string; to: string }): Promise<{ sent: boolean }>;
}
