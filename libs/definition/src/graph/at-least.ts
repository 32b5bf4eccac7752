import { FALSE, TRUE, UNKNOWN, type Decisions, type Formula } from './decisions.js';

/** Steps after which counting is given up. */
const MAX_STEPS = 250_000;

/** Whether at least `n` of the formulas hold. */
export function atLeast(decisions: Decisions, n: number, formulas: readonly Formula[]): Formula {
  if (n > formulas.length) return FALSE;
  if (n * formulas.length > MAX_STEPS) return UNKNOWN;
  // counts[k]: at least k of those seen so far hold.
  let counts: Formula[] = [TRUE];
  for (const formula of formulas) {
    const length = Math.min(counts.length + 1, n + 1);
    counts = Array.from({ length }, (_, k) => {
      if (k === 0) return TRUE;
      return decisions.or(counts[k] ?? FALSE, decisions.and(counts[k - 1] as Formula, formula));
    });
  }
  return counts[n] ?? FALSE;
}
