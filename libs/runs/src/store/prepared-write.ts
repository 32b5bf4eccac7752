import type { Vault } from '@app/encryption';
import type { OutsideWrite, RunWrite, StepWrite } from '@app/engine';
import { UnstorableError } from '@app/engine';
import { AppError } from '@app/errors';
import type { Cell } from './columns.js';
import { logText } from './log-text.js';
import { toStored } from './masked.js';
import { jsonbText, jsonText } from './storable.js';

/** A write as rows of the statement's parameters. */
export interface PreparedWrite {
  readonly write: RunWrite;
  /** What is written of the run's own row; null: nothing. */
  readonly run: readonly Cell[] | null;
  readonly events: readonly (readonly Cell[])[];
  readonly steps: readonly (readonly Cell[])[];
  readonly taken: readonly (readonly Cell[])[];
  readonly outside: readonly (readonly Cell[])[];
  /** Characters of its long values. */
  readonly weight: number;
}

/**
 * @throws UnstorableError when a value of a step has no JSON, or too much of it
 * @throws AppError ENCRYPTION_KEY_MISSING
 */
export function prepareWrite(write: RunWrite, vault: Vault): PreparedWrite {
  const steps = write.steps.map((step) => stepRow(write.runId, step, vault));
  const events = write.events.map(({ seq, at, type, path, data }) => [
    write.runId,
    seq,
    at,
    type,
    path,
    jsonText(data ?? undefined),
  ]);
  const run = runRow(write, vault);
  const outside = write.outside.map((each) => outsideRow(write.runId, each));
  let weight = 0;
  for (const row of [run ?? [], ...events, ...steps, ...outside]) for (const cell of row) weight += lengthOf(cell);
  return { write, run, events, steps, taken: write.taken.map((id) => [write.runId, id]), outside, weight };
}

function runRow({ runId, log, run }: RunWrite, vault: Vault): readonly Cell[] | null {
  if (run === undefined && log.length === 0) return null;
  return [
    run?.status,
    run?.startedAt,
    run?.finishedAt,
    jsonText(run?.snapshot),
    run?.snapshot?.version,
    jsonText(toStored.runOutput(run?.output, run?.maskOutput === true, runId, vault)),
    jsonbText(run?.error),
    logText(log),
  ];
}

function stepRow(runId: string, step: StepWrite, vault: Vault): readonly Cell[] {
  const { path, attempt, ordinal, nodeId, type, status, startedAt, finishedAt } = step;
  return [
    runId,
    path,
    attempt,
    ordinal,
    nodeId,
    type,
    status,
    ...stepValues(runId, step, vault),
    startedAt,
    finishedAt,
  ];
}

/** What PostgreSQL is to look into holds nothing that it cannot read; the input of a child is kept as it is. */
function outsideRow(runId: string, { type, path, attempt, ...data }: OutsideWrite): readonly Cell[] {
  const row = [runId, type, path, attempt];
  if ('slice' in data) return [...row, jsonbText({ slice: data.slice }), jsonText(data.context)];
  if (!('child' in data)) return [...row, jsonbText(data), null];
  const { input, ...child } = data.child;
  return [...row, jsonbText({ child }), jsonText(input)];
}

/** The JSON of a step: input, output, error. @throws UnstorableError; AppError ENCRYPTION_KEY_MISSING */
export function stepValues(runId: string, step: StepWrite, vault: Vault): readonly (string | null)[] {
  const { path, attempt, error } = step;
  try {
    const input = toStored.input(step, runId, vault);
    return [jsonText(input), jsonText(toStored.output(step, runId, vault)), jsonbText(error)];
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new UnstorableError(path, attempt, `A value of the step cannot be stored: ${(cause as Error).message}`);
  }
}

function lengthOf(value: unknown): number {
  return typeof value === 'string' ? value.length : 8;
}
