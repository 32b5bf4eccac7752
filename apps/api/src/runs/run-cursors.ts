import { decodeCursor, encodeCursor } from '@app/http';
import {
  isByStart,
  type RunFilter,
  type RunPosition,
  type RunSummary,
  type StepPage,
  type StepPosition,
} from '@app/runs';

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const NUMBER = /^\d{1,9}$/;
const PLACE = /^\d{1,15}$/;
const MILLIS = /^-?\d{1,14}$/;
/** No NUL: PostgreSQL takes none. */
const PATH = /^[^\0]{1,1000}$/u;

/** Where a list of runs goes on after its last run. */
export function runCursor(
  filter: RunFilter,
  { runs, more }: { runs: readonly RunSummary[]; more: boolean },
): string | null {
  const last = runs.at(-1);
  if (!more || last === undefined) return null;
  if (!isByStart(filter)) return encodeCursor({ sort: 'created', values: [last.id] });
  return encodeCursor({ sort: 'started', values: [last.id, String(last.startedAt?.getTime() ?? 0)] });
}

/** @throws AppError VALIDATION_FAILED for a text that is no cursor of such a list */
export function readRunCursor(filter: RunFilter, cursor: string | undefined): RunPosition | undefined {
  if (cursor === undefined) return undefined;
  const [sort, shape] = isByStart(filter) ? (['started', [ID, MILLIS]] as const) : (['created', [ID]] as const);
  const [id = '', startedAt] = decodeCursor(cursor, sort, shape).values;
  return { id, startedAt: startedAt === undefined ? undefined : Number(startedAt) };
}

/** Where the list of a run's steps goes on. */
export function stepCursor({ steps, more }: StepPage): string | null {
  const last = steps.at(-1);
  if (!more || last === undefined) return null;
  return encodeCursor({
    sort: 'steps',
    values: [String(last.ordinal), String(last.sliceOrdinal), String(last.attempt), last.path],
  });
}

/** @throws AppError VALIDATION_FAILED for a text that is no cursor of such a list */
export function readStepCursor(cursor: string | undefined): StepPosition | undefined {
  if (cursor === undefined) return undefined;
  const [ordinal, sliceOrdinal, attempt, path = ''] = decodeCursor(cursor, 'steps', [
    NUMBER,
    PLACE,
    NUMBER,
    PATH,
  ]).values;
  return { ordinal: Number(ordinal), sliceOrdinal: Number(sliceOrdinal), attempt: Number(attempt), path };
}

/** Where the list of a run's events goes on, after the number `seq`. */
export function eventCursor(seq: number): string {
  return encodeCursor({ sort: 'events', values: [String(seq)] });
}

/** @throws AppError VALIDATION_FAILED for a text that is no cursor of such a list */
export function readEventCursor(cursor: string): number {
  return Number(decodeCursor(cursor, 'events', [NUMBER]).values[0]);
}
