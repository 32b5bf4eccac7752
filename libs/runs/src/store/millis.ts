/** SQL: a `timestamptz` as milliseconds since the epoch, a number to `pg`. */
export const sqlMillis = (expression: string): string => `(extract(epoch from ${expression}) * 1000)::float8`;
