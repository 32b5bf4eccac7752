import type { LogLine } from '@app/engine';
import { plainText } from './storable.js';

/** Lines as the run's log has them: time, level, message; null when there are none. */
export function logText(lines: readonly (LogLine & { readonly at: number })[]): string | null {
  if (lines.length === 0) return null;
  return lines
    .map(({ at, level, message }) => `${new Date(at).toISOString()} ${level.toUpperCase()} ${plainText(message)}\n`)
    .join('');
}
