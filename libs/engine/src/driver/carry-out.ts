import type { RunError } from '../core/state.js';
import type { Effect, Outcome } from './executor.js';
import type { Clock } from './ports.js';
import { toRunError } from './to-run-error.js';

/** How an attempt ended. */
export type Result = { readonly outcome: Outcome } | { readonly error: RunError };

/** Why an effect's signal is aborted; made once, since an error costs a stack. */
export const STOPPED = new Error('The attempt was stopped.');

/** How an effect is carried out. */
export interface CarryOut {
  readonly idempotencyKey: string;
  readonly timeoutMs: number;
  /** Its signal is the effect's; it is aborted when the time is over. */
  readonly stop: AbortController;
}

/** Carries an effect out within its time-out; never rejects. */
export async function carryOut(
  clock: Clock,
  effect: Effect,
  { idempotencyKey, timeoutMs, stop }: CarryOut,
): Promise<Result> {
  const over = new AbortController();
  const timedOut = clock.sleep(timeoutMs, over.signal).then((): Result => {
    if (!over.signal.aborted) stop.abort(STOPPED);
    const message = `The attempt took longer than its time-out of ${timeoutMs} ms.`;
    return { error: { code: 'NODE_TIMEOUT', message, retryable: true } };
  });
  const result = await Promise.race([attempt(effect, { idempotencyKey, signal: stop.signal }), timedOut]);
  over.abort(STOPPED);
  return result;
}

async function attempt(effect: Effect, call: Parameters<Effect['run']>[0]): Promise<Result> {
  try {
    return { outcome: await effect.run(call) };
  } catch (thrown) {
    return { error: toRunError(thrown) };
  }
}
