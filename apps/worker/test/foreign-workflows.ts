import { ApplicationFailure, condition, defineSignal, setHandler, sleep } from '@temporalio/workflow';

/** Waits for its signal and then for a timer; gives what it was called with, and what came. */
export async function order(id: string, copies: number): Promise<{ id: string; copies: number; paid: number }> {
  let paid: number | undefined;
  setHandler(defineSignal<[number]>('paid'), (amount) => {
    paid = amount;
  });
  await condition(() => paid !== undefined);
  await sleep(10);
  return { id, copies, paid: paid ?? 0 };
}

/** Ends when it is cancelled. */
export async function patient(): Promise<void> {
  await sleep('1 year');
}

/** Fails with a type of its own. */
export async function refused(): Promise<void> {
  throw ApplicationFailure.create({ type: 'Refused', message: 'no', nonRetryable: true });
}
