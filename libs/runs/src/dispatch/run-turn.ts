/**
 * SQL: by what queued runs are put in order. A level of priority counts as if the run had come ten
 * minutes later, so a run of low priority waits for those above it, but not for ever. The indexes
 * have the same expression.
 */
export const sqlTurn = (run: string): string =>
  `(${run}.created_at at time zone 'UTC' + ${run}.priority * interval '10 minutes')`;
