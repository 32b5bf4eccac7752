import { SHORT_WORK_MS } from '@app/definition';
import type { AdvanceLimits } from '@app/engine';

/**
 * One `advanceRun` ends, even with a short effect at its very end and PostgreSQL gone after that,
 * well within the minute that the shell gives it. Waits that are left to the workflow cost a
 * round trip and are rounded up to a second by the server, so short ones stay here.
 */
export const ADVANCE_LIMITS: Omit<AdvanceLimits, 'maxDepth'> = {
  budgetMs: 5_000,
  shortEffectMs: SHORT_WORK_MS,
  shortWaitMs: 2_000,
  outageMs: 20_000,
};

/**
 * An express run that is not over within these leaves its batch, which costs a workflow: it has a little
 * longer than one that has a workflow anyway.
 */
export const EXPRESS_LIMITS = { budgetMs: 10_000, shortWaitMs: 5_000 } satisfies Partial<AdvanceLimits>;
