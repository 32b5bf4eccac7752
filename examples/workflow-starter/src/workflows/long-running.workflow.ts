import { condition, continueAsNew, defineQuery, defineSignal, setHandler, workflowInfo } from '@temporalio/workflow';
import { activities } from './activities.ts';

/** A subscription, with what is to be carried from one run of the workflow to the next. */
export interface Subscription {
  readonly customer: string;
  readonly cents: number;
  readonly period_seconds: number;
  /** Periods that are paid. */
  readonly paid?: number;
  /** The workflow continues as new after so many periods, or when Temporal suggests it. */
  readonly periods_per_run?: number;
}

export const endSignal = defineSignal('end');
export const changePriceSignal = defineSignal<[number]>('changePrice');
export const paidQuery = defineQuery<number>('paid');

/** Charges a customer once in each period, for years. */
export async function subscriptionWorkflow(subscription: Subscription): Promise<{ paid: number }> {
  const { customer, period_seconds, periods_per_run = 500 } = subscription;
  let { paid = 0, cents } = subscription;
  let ended = false;
  setHandler(paidQuery, () => paid);
  setHandler(endSignal, () => void (ended = true));
  setHandler(changePriceSignal, (price) => void (cents = price));

  for (let turn = 1; ; turn++) {
    await activities.charge({ customer, cents });
    paid += 1;
    if (await condition(() => ended, period_seconds * 1000)) return { paid };
    // All that it knows goes along; signals that come now are kept for the next run.
    if (turn >= periods_per_run || workflowInfo().continueAsNewSuggested)
      await continueAsNew<typeof subscriptionWorkflow>({ ...subscription, paid, cents });
  }
}
