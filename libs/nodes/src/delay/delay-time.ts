/** What a delay may be long at most: a hundred years. */
export const MAX_DELAY_MS = 100 * 365.25 * 24 * 3_600_000;

/** A date alone is midnight UTC; a time needs its offset, for the zone of the worker's machine decides nothing. */
const TIME = /^(\d{4})-(\d{2})-(\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** Milliseconds since the epoch of an ISO 8601 time with its offset, or of a date; null when it is none. */
export function timeMs(text: string): number | null {
  const match = TIME.exec(text);
  if (match === null) return null;
  const lastDay = new Date(Date.UTC(Number(match[1]), Number(match[2]), 0)).getUTCDate();
  const ms = Date.parse(text);
  // Date.parse takes the 30th of February for a day in March.
  return Number.isNaN(ms) || Number(match[3]) > lastDay ? null : ms;
}
