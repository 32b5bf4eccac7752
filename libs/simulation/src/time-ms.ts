const TIME = /^(\d{4})-(\d\d)-(\d\d)T(?:[01]\d|2[0-3]):\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

/** A time as people write it, `2026-11-21T08:30:00Z`, in milliseconds since the epoch; null: it is none. */
export function timeMs(text: string): number | null {
  const [, year, month, day] = TIME.exec(text) ?? [];
  const ms = Date.parse(text);
  // A 30th of February would be read as one of March.
  const daysOfMonth = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return year === undefined || Number.isNaN(ms) || Number(day) > daysOfMonth ? null : ms;
}
