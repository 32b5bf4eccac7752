/** Processor time of one call, milliseconds. */
export const TIMEOUT_MS = { default: 1_000, max: 30_000 } as const;

/** Memory of one sandbox, MiB; QuickJS takes about 6 of them for itself. */
export const MEMORY_MB = { default: 32, min: 16, max: 256 } as const;

/** Characters of a `source`. */
export const SOURCE_LENGTH = 65_536;

/** Time of an attempt, waiting for a thread included, where `timeout` is missing; milliseconds. */
export const ATTEMPT_MS = 10_000;
