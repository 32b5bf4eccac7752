/** Money that was taken. */
export interface Payment {
  readonly id: string;
  readonly order_id: string;
  readonly amount_cents: number;
  readonly card: string;
}

/** Money that was given back. */
export interface Refund {
  readonly id: string;
  readonly payment_id: string;
  readonly amount_cents: number;
}

/** What is kept under a key, and whether it was this call that put it there. */
export interface Kept<T> {
  readonly value: T;
  readonly isNew: boolean;
}

/** The payments. Each method is one transaction. */
export interface PaymentRepository {
  /** Keeps a payment; under a known key, gives the one that is there. */
  charge(key: string, payment: Payment): Promise<Kept<Payment>>;
  find(paymentId: string): Promise<Payment | null>;
  /** Keeps a refund; where the payment has one, gives that. */
  refund(key: string, refund: Refund): Promise<Kept<Refund>>;
}
