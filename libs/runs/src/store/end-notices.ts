import { RUN_ENDED, RUN_QUEUED } from '../run/run.constants.js';

/** SQL: tells of the end of a run, if it has ended, those who wait for it; and the dispatchers, where another run may have its place. */
export const SQL_END_NOTICES = `
  case when finished_at is not null then pg_notify('${RUN_ENDED}', id::text)::text end,
  case when finished_at is not null and permit is not null then pg_notify('${RUN_QUEUED}', '')::text end`;
