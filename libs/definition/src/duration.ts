const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The longest duration that a definition may name: a hundred years. */
export const MAX_DURATION_MS = 36_525 * DAY;

const number = String.raw`(\d{1,15}(?:\.\d{1,9})?)`;
const ISO = new RegExp(`^P(?:${number}W)?(?:${number}D)?(?:T(?:${number}H)?(?:${number}M)?(?:${number}S)?)?$`);
const SHORT = new RegExp(
  `^(?:${number}w)?(?:${number}d)?(?:${number}h)?(?:${number}m)?(?:${number}s)?(?:${number}ms)?$`,
);
const ISO_UNITS = [7 * DAY, DAY, HOUR, MINUTE, SECOND];
const SHORT_UNITS = [7 * DAY, DAY, HOUR, MINUTE, SECOND, 1];

/**
 * A duration in milliseconds, rounded; null where the text is none, or one of more than a hundred years.
 * ISO 8601 (`PT30S`, `P1DT12H`; weeks to seconds, as months and years differ in length), or `30s`, `5m`, `1h30m`, `2d`, `250ms`.
 */
export function durationMs(text: string): number | null {
  const iso = text.startsWith('P');
  const match = (iso ? ISO : SHORT).exec(text);
  if (match === null || text.endsWith('T')) return null;
  const amounts = match.slice(1);
  if (amounts.every((amount) => amount === undefined)) return null;
  const units = iso ? ISO_UNITS : SHORT_UNITS;
  const ms = Math.round(amounts.reduce((sum, amount, at) => sum + Number(amount ?? 0) * (units[at] as number), 0));
  return ms <= MAX_DURATION_MS ? ms : null;
}
