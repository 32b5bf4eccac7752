/** An order as a customer sends it. */
export interface Order {
  readonly order_id: string;
  /** An e-mail address. */
  readonly customer: string;
  readonly items: readonly OrderLine[];
  readonly card: string;
  readonly address: Address;
}

/** How many of what. */
export interface OrderLine {
  readonly sku: string;
  readonly quantity: number;
}

/** Where it is shipped to. */
export interface Address {
  readonly street: string;
  readonly city: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

/** What is sold, and for how much, by SKU. Amounts are whole cents everywhere. */
export type PriceList = ReadonlyMap<string, number>;

/** A field of an order that cannot be as it is. */
export interface OrderProblem {
  readonly path: string;
  readonly message: string;
}

/** All that is wrong with an order; none for one that can be carried out. */
export function problemsOf(order: Order, prices: PriceList): OrderProblem[] {
  const problems: OrderProblem[] = [];
  if (!/^[^@\s]+@[^@\s]+$/.test(order.customer)) problems.push({ path: 'customer', message: 'is no e-mail address' });
  if (order.items.length === 0) problems.push({ path: 'items', message: 'is empty' });
  for (const [at, { sku, quantity }] of order.items.entries()) {
    if (!prices.has(sku)) problems.push({ path: `items[${at}].sku`, message: `${sku} is not sold` });
    if (!Number.isInteger(quantity) || quantity < 1)
      problems.push({ path: `items[${at}].quantity`, message: 'is no whole number from 1 on' });
  }
  return problems;
}

/** What a valid order costs, in cents. */
export function totalOf(items: readonly OrderLine[], prices: PriceList): number {
  return items.reduce((total, { sku, quantity }) => total + quantity * (prices.get(sku) ?? 0), 0);
}

/** How many units are to be packed. */
export function unitsOf(items: readonly OrderLine[]): number {
  return items.reduce((units, { quantity }) => units + quantity, 0);
}
