/** Notification channel: there may be runs to claim, new ones or such as have got room. The payload is empty. */
export const RUN_QUEUED = 'millrace_run_queued';

/** Notification channel: a run's inbox has a new row. The payload is the run's id. */
export const RUN_INBOX = 'millrace_run_inbox';

/** Notification channel: a run has ended. The payload is the run's id. */
export const RUN_ENDED = 'millrace_run_ended';

/** The end of a notice in the log, once nothing more is added to it. */
export const LOG_LIMIT_BYTES = 1_048_576;
