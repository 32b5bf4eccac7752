/** What run settings may ask for; docs/reference/node-types/start.md names it. */
export const RUN_SETTINGS_LIMITS = {
  /** Characters of a concurrency key. */
  key: 256,
  /** Runs of a key that may be open at a time. */
  concurrency: 10_000,
  /** Labels that the settings, and that a request, may give a run. */
  labels: 16,
  /** Characters of a label. */
  label: 256,
  /** Milliseconds for which an ended run is kept at least: who waits for it reads it then. */
  retentionMs: 60_000,
} as const;

/** Work that may take longer than so many milliseconds is not short: it gets an activity of its own, and has no place in express flows. */
export const SHORT_WORK_MS = 10_000;

/** What the name of a label is, as a regular expression. */
export const LABEL_NAME = '^[A-Za-z][A-Za-z0-9_.-]{0,62}$';
