import type { RetryPolicy } from '@app/definition';
import type { NodeState, RunError } from './state.js';

/** Whether the policy leaves an attempt after this failure, whatever the pause. */
export function mayRetry(policy: RetryPolicy | null, node: NodeState, error: RunError): policy is RetryPolicy {
  return (
    policy !== null &&
    error.retryable === true &&
    node.failures < policy.maxAttempts &&
    !policy.nonRetryableErrors.includes(error.code)
  );
}

/**
 * When the next attempt begins, milliseconds since the epoch; null for no further attempt.
 * The pause grows by the policy, is never shorter than the other side asked for, and the part
 * `jitter` of it is random.
 *
 * @param node its `failures` count this one
 */
export function nextAttemptAt(
  policy: RetryPolicy | null,
  node: NodeState,
  error: RunError,
  at: number,
  random: number,
): number | null {
  if (!mayRetry(policy, node, error)) return null;
  const grown = policy.initialIntervalMs * policy.backoffCoefficient ** (node.failures - 1);
  const pause = Math.min(grown, policy.maxIntervalMs) * (1 - policy.jitter * (1 - random));
  const next = at + Math.max(Math.round(pause), error.retryAfterMs ?? 0);
  const outOfTime = policy.maxDurationMs !== null && next - (node.firstAt ?? at) > policy.maxDurationMs;
  return outOfTime ? null : next;
}
