import { condition, defineQuery, defineSignal, setHandler } from '@temporalio/workflow';

/** How many of what is in the cart. */
export type Cart = Readonly<Record<string, number>>;

export const addSignal = defineSignal<[{ item: string; quantity: number }]>('add');
export const removeSignal = defineSignal<[{ item: string }]>('remove');
export const checkOutSignal = defineSignal('checkOut');
export const cartQuery = defineQuery<Cart>('cart');

/** A cart that customers fill: they signal what they want, and ask what is in it, also after it was checked out. */
export async function cartWorkflow({ idle_seconds }: { idle_seconds: number }): Promise<{ bought: Cart | null }> {
  let cart: Cart = {};
  let checkedOut = false;
  let signals = 0;
  // Handlers stand before the first `await`: what was signalled with the start finds them.
  setHandler(cartQuery, () => cart);
  setHandler(addSignal, ({ item, quantity }) => {
    signals += 1;
    cart = { ...cart, [item]: (cart[item] ?? 0) + quantity };
  });
  setHandler(removeSignal, ({ item }) => {
    signals += 1;
    const { [item]: _removed, ...rest } = cart;
    cart = rest;
  });
  setHandler(checkOutSignal, () => void (checkedOut = true));

  for (;;) {
    const before = signals;
    const heard = await condition(() => checkedOut || signals > before, idle_seconds * 1000);
    if (!heard) return { bought: null };
    if (checkedOut) return { bought: cart };
  }
}
