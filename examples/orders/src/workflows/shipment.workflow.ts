import type { Address, OrderLine } from '../domain/order.ts';
import { step } from './steps.ts';

/** Ships an order: a workflow of its own, so that whoever asks where a parcel is finds it by its id. */
export async function shipmentWorkflow(order: {
  order_id: string;
  address: Address;
  items: readonly OrderLine[];
}): Promise<{ tracking: string }> {
  return step('ShipOrder', { startToCloseTimeout: '10 minutes', heartbeatTimeout: '3s' }).ShipOrder(order);
}
