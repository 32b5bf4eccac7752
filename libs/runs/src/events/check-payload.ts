import type { Json } from '@app/definition';
import { AppError, type ErrorDetail } from '@app/errors';
import type { AwaitedEvents } from './awaited-events.js';

/** Characters of JSON that a payload may have: a run may have thousands of events. What is larger is kept elsewhere, and named. */
export const MAX_PAYLOAD = 256 * 1024;

/** Looks at what no schema can say. @throws AppError EVENT_INVALID */
export function checkStorable(payload: Json): void {
  const text = JSON.stringify(payload);
  if (text.length > MAX_PAYLOAD)
    throw invalid([{ path: 'payload', message: `has more than ${MAX_PAYLOAD} characters of JSON` }]);
  if (!SUSPECT.test(text)) return;
  const path = unstorableIn(payload, 'payload');
  if (path !== null) throw invalid([{ path, message: 'holds a NUL or half of a surrogate pair' }]);
}

/** @throws AppError EVENT_INVALID, with all places */
export function checkPayload(events: AwaitedEvents, name: string, payload: Json): void {
  const problems = events.problems(name, payload);
  if (problems.length > 0) throw invalid(problems.map(({ path, message }) => ({ path: below(path), message })));
}

const invalid = (details: readonly ErrorDetail[]): AppError => new AppError('EVENT_INVALID', undefined, { details });

/** What JSON has escapes for and PostgreSQL cannot read out of it. */
const SUSPECT = /\\u(?:0000|d[89a-f])/;

function below(path: string): string {
  if (path === '') return 'payload';
  return path.startsWith('[') ? `payload${path}` : `payload.${path}`;
}

/** The first place of a text that PostgreSQL cannot read out of JSON. */
function unstorableIn(value: Json, path: string): string | null {
  if (typeof value === 'string') return isStorable(value) ? null : path;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    if (!isStorable(key)) return path;
    const place = unstorableIn(inner, Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`);
    if (place !== null) return place;
  }
  return null;
}

const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();
