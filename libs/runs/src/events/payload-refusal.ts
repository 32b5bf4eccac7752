import type { Json } from '@app/definition';
import { AppError, type ErrorDetail } from '@app/errors';
import type { AwaitedEvents } from './awaited-events.js';

/** Characters of JSON that a payload may have: a run may have thousands of events. What is larger is kept elsewhere, and named. */
export const MAX_PAYLOAD = 256 * 1024;

/** EVENT_INVALID for a payload that cannot be kept, whoever waits for it; null for one that can. */
export function payloadRefusal(payload: Json): AppError | null {
  const text = JSON.stringify(payload);
  if (text.length > MAX_PAYLOAD)
    return invalid([{ path: 'payload', message: `has more than ${MAX_PAYLOAD} characters of JSON` }]);
  const path = SUSPECT.test(text) ? unstorableIn(payload, 'payload') : null;
  return path === null ? null : invalid([{ path, message: 'holds a NUL or half of a surrogate pair' }]);
}

/** EVENT_INVALID, with all places, for a payload that is not what the nodes ask for; null for one that is. */
export function schemaRefusal(events: AwaitedEvents, name: string, payload: Json): AppError | null {
  const problems = events.problems(name, payload);
  if (problems.length === 0) return null;
  return invalid(problems.map(({ path, message }) => ({ path: below(path), message })));
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
