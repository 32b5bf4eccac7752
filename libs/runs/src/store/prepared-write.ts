import type { OutsideWrite, RunWrite, StepWrite } from '@app/engine';
import { UnstorableError } from '@app/engine';
import { logText } from './log-text.js';
import { jsonbText, jsonText } from './storable.js';

/** A write as rows of the statement's parameters. */
export interface PreparedWrite {
  readonly write: RunWrite;
  /** What is written of the run's own row; null: nothing. */
  readonly run: readonly unknown[] | null;
  readonly events: readonly (readonly unknown[])[];
  readonly steps: readonly (readonly unknown[])[];
  readonly taken: readonly (readonly unknown[])[];
  readonly outside: readonly (readonly unknown[])[];
  /** Characters of its long values. */
  readonly weight: number;
}

/** @throws UnstorableError when a value of a step has no JSON, or too much of it */
export function prepareWrite(write: RunWrite): PreparedWrite {
  const steps = write.steps.map((step) => stepRow(write.runId, step));
  const events = write.events.map(({ seq, at, type, path, data }) => [
    write.runId,
    seq,
    at,
    type,
    path,
    jsonText(data ?? undefined),
  ]);
  const run = runRow(write);
  const outside = write.outside.map((each) => outsideRow(write.runId, each));
  const weight = [run ?? [], ...events, ...steps, ...outside]
    .flat()
    .reduce<number>((sum, value) => sum + lengthOf(value), 0);
  return { write, run, events, steps, taken: write.taken.map((id) => [write.runId, id]), outside, weight };
}

function runRow({ log, run }: RunWrite): readonly unknown[] | null {
  if (run === undefined && log.length === 0) return null;
  return [
    run?.status,
    run?.startedAt,
    run?.finishedAt,
    jsonText(run?.snapshot),
    run?.snapshot?.version,
    jsonText(run?.output),
    jsonbText(run?.error),
    logText(log),
  ];
}

function stepRow(runId: string, step: StepWrite): readonly unknown[] {
  const { path, attempt, ordinal, nodeId, type, status, startedAt, finishedAt } = step;
  return [runId, path, attempt, ordinal, nodeId, type, status, ...stepValues(step), startedAt, finishedAt];
}

/** What PostgreSQL is to look into holds nothing that it cannot read; the input of a child is kept as it is. */
function outsideRow(runId: string, { type, path, attempt, ...data }: OutsideWrite): readonly unknown[] {
  const row = [runId, type, path, attempt];
  if (!('child' in data)) return [...row, jsonbText(data), null];
  const { input, ...child } = data.child;
  return [...row, jsonbText({ child }), jsonText(input)];
}

/** The JSON of a step: input, output, error. @throws UnstorableError */
export function stepValues({ path, attempt, input, output, error }: StepWrite): readonly (string | null)[] {
  try {
    return [jsonText(input), jsonText(output), jsonbText(error)];
  } catch (cause) {
    throw new UnstorableError(path, attempt, `A value of the step cannot be stored: ${(cause as Error).message}`);
  }
}

function lengthOf(value: unknown): number {
  return typeof value === 'string' ? value.length : 8;
}
