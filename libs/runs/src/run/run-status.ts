/** Every status that a run can have. */
export const RUN_STATUSES = [
  'queued',
  'running',
  'waiting',
  'paused',
  'success',
  'failed',
  'cancelled',
  'terminated',
] as const;

/** A run's status. */
export type RunStatus = (typeof RUN_STATUSES)[number];

/** The statuses that are final. */
export const ENDED_STATUSES = ['success', 'failed', 'cancelled', 'terminated'] as const satisfies readonly RunStatus[];

/** A final status. */
export type EndedStatus = (typeof ENDED_STATUSES)[number];

/** Whether a run of this status has ended; such a run never changes again. */
export function hasEnded(status: RunStatus): status is EndedStatus {
  return (ENDED_STATUSES as readonly RunStatus[]).includes(status);
}

/** Every status that a step can have. */
export const STEP_STATUSES = [
  'pending',
  'running',
  'waiting',
  'success',
  'failed',
  'skipped',
  'omitted',
  'cancelled',
] as const;

/** A step's status. */
export type StepStatus = (typeof STEP_STATUSES)[number];

/** SQL: the final statuses, as a list. */
export const SQL_ENDED = ENDED_STATUSES.map((status) => `'${status}'`).join(', ');
