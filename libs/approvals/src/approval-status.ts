/** Every status that a task can have; all but `pending` are final. */
export const APPROVAL_STATUSES = ['pending', 'approved', 'rejected', 'timed_out', 'cancelled'] as const;

/** A task's status. */
export type ApprovalStatus = (typeof APPROVAL_STATUSES)[number];

/** What one who votes may say. */
export const DECISIONS = ['approved', 'rejected'] as const;

/** What one who voted said. */
export type Decision = (typeof DECISIONS)[number];
