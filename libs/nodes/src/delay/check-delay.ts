import { durationMs, type Json, type JsonObject } from '@app/definition';
import { MAX_DELAY_MS, timeMs } from './delay-time.js';

const isStatic = (value: Json | undefined): value is string => typeof value === 'string' && !value.includes('{{');

/** What can be said of a delay before its templates have values. */
export function checkDelay(data: JsonObject): { path: string; message: string }[] {
  const { duration, until } = data;
  const problems: { path: string; message: string }[] = [];
  if (isStatic(duration)) {
    const ms = durationMs(duration);
    if (ms === null)
      problems.push({ path: 'duration', message: 'A duration is needed, such as 30s, 5m, 1h30m, 2d or PT30S.' });
    else if (ms > MAX_DELAY_MS) problems.push({ path: 'duration', message: 'A delay is at most 100 years long.' });
  }
  if (isStatic(until) && timeMs(until) === null)
    problems.push({ path: 'until', message: 'A time with its offset is needed, such as 2030-01-01T09:00:00Z.' });
  return problems;
}
