import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY, needsApproval } from './approval-policy.ts';
import { type Order, problemsOf, totalOf, unitsOf } from './order.ts';

const PRICES = new Map([
  ['lamp', 12_950],
  ['bulb', 390],
]);

const anOrder = (fields: Partial<Order> = {}): Order => ({
  order_id: 'A-1',
  customer: 'ada@example.com',
  items: [{ sku: 'lamp', quantity: 2 }],
  card: 'card_ok',
  address: { street: 'Main St 1', city: 'Vienna', country: 'AT' },
  ...fields,
});

describe('an order', () => {
  it('has no problems when all that it names is sold', () => {
    expect(problemsOf(anOrder(), PRICES)).toEqual([]);
  });

  it('is told all of its problems at once, each with its place', () => {
    const items = [
      { sku: 'sofa', quantity: 1 },
      { sku: 'lamp', quantity: 0 },
      { sku: 'lamp', quantity: 1.5 },
    ];
    expect(problemsOf(anOrder({ customer: 'ada', items }), PRICES).map(({ path }) => path)).toEqual([
      'customer',
      'items[0].sku',
      'items[1].quantity',
      'items[2].quantity',
    ]);
  });

  it('needs something that is ordered', () => {
    expect(problemsOf(anOrder({ items: [] }), PRICES)).toEqual([{ path: 'items', message: 'is empty' }]);
  });

  it('costs what its lines cost, and has as many units', () => {
    const items = [
      { sku: 'lamp', quantity: 2 },
      { sku: 'bulb', quantity: 10 },
    ];
    expect(totalOf(items, PRICES)).toBe(29_800);
    expect(unitsOf(items)).toBe(12);
  });

  it('is for a person to decide above the limit, not at it', () => {
    const { approve_above_cents: limit } = DEFAULT_POLICY;
    expect([limit, limit + 1].map((total) => needsApproval(total, DEFAULT_POLICY))).toEqual([false, true]);
  });
});
