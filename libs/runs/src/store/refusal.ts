/**
 * SQLSTATE classes of a statement that PostgreSQL refused and so took back whole: bad data (22),
 * limits (54), constraints (23), and deadlocks (40). Nothing of it was written.
 */
const REFUSED = /^(22|23|40|54)[0-9A-Z]{3}$/;

/** Whether nothing of the statement was written, and another one, with less in it, may be. */
export function isRefusal(error: unknown): boolean {
  if (error instanceof RangeError) return true;
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && REFUSED.test(code);
}
