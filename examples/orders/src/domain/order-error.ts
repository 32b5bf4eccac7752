/** What can go wrong with an order, and whether another attempt may help. */
const RETRYABLE = {
  OrderInvalid: false,
  OutOfStock: false,
  ReservationUnknown: false,
  CardDeclined: false,
  PaymentUnknown: false,
  PaymentUnreachable: true,
  AddressUnknown: false,
  PackedElsewhere: true,
} as const;

/** The codes by which flows and workflows tell the errors apart. */
export type OrderErrorCode = keyof typeof RETRYABLE;

/** An error of the domain. */
export class OrderError extends Error {
  readonly code: OrderErrorCode;
  readonly details: object;

  constructor(code: OrderErrorCode, message: string, details: object = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }

  get retryable(): boolean {
    return RETRYABLE[this.code];
  }
}
