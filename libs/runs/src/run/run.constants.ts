/** Notification channel: there may be runs to claim, new ones or such as have got room. The payload is of which kind they are; empty: of either. */
export const RUN_QUEUED = 'millrace_run_queued';

/** Which runs are claimed together: those that get a workflow each, or those that share one. */
export type RunKind = 'standard' | 'express';

/** Notification channel: a run's inbox has a new row. The payload is the run's id. */
export const RUN_INBOX = 'millrace_run_inbox';

/** Notification channel: a run has ended. The payload is the run's id. */
export const RUN_ENDED = 'millrace_run_ended';

/** The end of a notice in the log, once nothing more is added to it. */
export const LOG_LIMIT_BYTES = 1_048_576;

/** SQL: what stands at the end of a log that is longer. */
export const SQL_LOG_CUT = `E'(the log is cut here; all lines are among the events)\\n'`;
