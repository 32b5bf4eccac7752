import { ApplicationFailure, condition, defineSignal, setHandler, sleep } from '@temporalio/workflow';

/** Waits for its signal, and gives what came with it. */
export async function order(id: string): Promise<{ id: string; paid: number }> {
  let paid: number | undefined;
  setHandler(defineSignal<[number]>('paid'), (amount) => {
    paid = amount;
  });
  await condition(() => paid !== undefined);
  return { id, paid: paid ?? 0 };
}

/** Ends when it is cancelled. */
export async function patient(): Promise<void> {
  await sleep('1 year');
}

/** Fails with a type and details. */
export async function refused(): Promise<void> {
  throw ApplicationFailure.create({ type: 'Refused', message: 'no', details: [{ by: 'bank' }], nonRetryable: true });
}
