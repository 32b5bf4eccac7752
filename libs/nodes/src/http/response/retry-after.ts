/** Milliseconds that a `Retry-After` header asks to wait, from `now`, at most `maxMs`; null where it asks nothing. */
export function retryAfterMs(header: unknown, now: number, maxMs: number): number | null {
  if (typeof header !== 'string') return null;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(ms) ? null : Math.min(Math.max(ms, 0), maxMs);
}
