/**
 * Whether a run of a flow with a limit may be claimed, until it has ended and its permit was handed
 * on; null for a run without a limit. The dispatchers' claims give permits, and nobody else.
 *
 * `asked`: nobody has looked yet whether there is room. `refused`: there was none. `held`: it may
 * be claimed, and counts from then on, whatever becomes of the claim.
 */
export const RUN_PERMITS = ['asked', 'refused', 'held'] as const;

/** A run's permit. */
export type RunPermit = (typeof RUN_PERMITS)[number];

/** SQL: runs that somebody must look at: they ask for a permit, or have ended and theirs is free. */
export const SQL_PERMIT_DUE = `permit = 'asked' or (permit is not null and finished_at is not null)`;
