import type { Json } from '../json.js';
import { durationMs } from '../duration.js';
import type { RetryPolicy } from './plan.js';

/** What a `retry` that leaves a field out means by it; commonDataSchema says the same. */
export const RETRY_DEFAULTS: RetryPolicy = {
  maxAttempts: 3,
  initialIntervalMs: 1_000,
  backoffCoefficient: 2,
  maxIntervalMs: 60_000,
  maxDurationMs: null,
  jitter: 0.1,
  nonRetryableErrors: [],
};

/** `data.retry` that holds the common schema, with its defaults put in; null where it is missing. */
export function retryPolicy(retry: Json | undefined): RetryPolicy | null {
  if (typeof retry !== 'object' || retry === null || Array.isArray(retry)) return null;
  const ms = (name: string): number | null => (typeof retry[name] === 'string' ? durationMs(retry[name]) : null);
  const number = (name: string): number | null => (typeof retry[name] === 'number' ? retry[name] : null);
  const initialIntervalMs = ms('initial_interval') ?? RETRY_DEFAULTS.initialIntervalMs;
  const errors = retry.non_retryable_errors;
  return {
    maxAttempts: number('max_attempts') ?? RETRY_DEFAULTS.maxAttempts,
    initialIntervalMs,
    backoffCoefficient: number('backoff_coefficient') ?? RETRY_DEFAULTS.backoffCoefficient,
    maxIntervalMs: ms('max_interval') ?? Math.max(initialIntervalMs, RETRY_DEFAULTS.maxIntervalMs),
    maxDurationMs: ms('max_duration'),
    jitter: number('jitter') ?? RETRY_DEFAULTS.jitter,
    nonRetryableErrors: Array.isArray(errors) ? errors.map(String) : [],
  };
}
