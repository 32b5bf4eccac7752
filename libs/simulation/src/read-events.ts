import { durationMs, type Json } from '@app/definition';
import { AppError, type ErrorDetail } from '@app/errors';

const MAX_EVENTS = 10_000;
const MAX_DETAILS = 100;
const FIELDS: ReadonlySet<string> = new Set(['name', 'payload', 'after']);

/** An event that is sent to a simulated run, `afterMs` after its start. */
export interface SimulatedEvent {
  readonly name: string;
  readonly payload: Json;
  readonly afterMs: number;
}

/**
 * Events as people write them: a list of `{ name, payload, after }`.
 * @param place where they stand, as errors name it
 * @throws AppError VALIDATION_FAILED that names every bad one
 */
export function readEvents(events: unknown, place = 'events'): SimulatedEvent[] {
  if (!Array.isArray(events) || events.length > MAX_EVENTS)
    throw invalid([{ path: place, message: `must be a list of at most ${MAX_EVENTS} events` }]);
  const details: ErrorDetail[] = [];
  const read = events.map((given: unknown, at) => readEvent(given, `${place}[${at}]`, details));
  if (details.length > 0) throw invalid(details.slice(0, MAX_DETAILS));
  return read;
}

function readEvent(given: unknown, path: string, details: ErrorDetail[]): SimulatedEvent {
  const report = (field: string, message: string): void => void details.push({ path: `${path}${field}`, message });
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    report('', 'must be an object with a `name`');
    return { name: '', payload: null, afterMs: 0 };
  }
  for (const field of Object.keys(given))
    if (!FIELDS.has(field)) report(`.${field.slice(0, 100)}`, 'is no field of an event');
  const { name, payload = null, after } = given as { name?: unknown; payload?: Json; after?: unknown };
  if (typeof name !== 'string' || name.length < 1 || name.length > 200)
    report('.name', 'must be a text of 1 to 200 characters');
  const afterMs = typeof after === 'string' ? durationMs(after) : null;
  if (after !== undefined && afterMs === null) report('.after', 'must be a duration, such as 30s or PT30S');
  return { name: name as string, payload, afterMs: afterMs ?? 0 };
}

const invalid = (details: readonly ErrorDetail[]): AppError =>
  new AppError('VALIDATION_FAILED', undefined, { details });
