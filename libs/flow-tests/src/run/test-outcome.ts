import type { Json } from '@app/definition';
import type { SimulationResult, StillWaiting } from '@app/simulation';
import type { Failure } from '../expectation/failure.js';

/** An attempt of a node in a simulated run, without what went in and came out. */
export type SeenStep = Pick<
  SimulationResult['steps'][number],
  'path' | 'nodeId' | 'type' | 'attempt' | 'status' | 'error'
>;

/** What there is to see of a simulated run: enough to tell why a test failed. */
export interface SeenRun {
  readonly status: SimulationResult['status'];
  /** null where it is left out. */
  readonly output: Json;
  /** Whether the output is left out, as it is large. */
  readonly outputLeftOut: boolean;
  readonly error: SimulationResult['error'];
  /** Virtual milliseconds. */
  readonly durationMs: number;
  readonly waitingFor: readonly StillWaiting[];
  /** Nodes that work outside and had no mock: they gave null. */
  readonly unmocked: readonly string[];
  /** The first of them; of a test that passed none. */
  readonly steps: readonly SeenStep[];
}

/** What became of a test. */
export interface TestOutcome {
  readonly failures: readonly Failure[];
  /** null: it could not be simulated. */
  readonly run: SeenRun | null;
}

const MAX_STEPS = 500;
const MAX_OUTPUT = 64 * 1024;

/** What is kept of a simulation when it has been looked at. */
export function seen(result: SimulationResult, failures: readonly Failure[]): SeenRun {
  const { status, output, error, duration_ms, waiting_for, unmocked, steps } = result;
  const outputLeftOut = JSON.stringify(output).length > MAX_OUTPUT;
  return {
    status,
    error,
    unmocked,
    outputLeftOut,
    output: outputLeftOut ? null : output,
    durationMs: duration_ms,
    waitingFor: waiting_for,
    steps: failures.length === 0 ? [] : steps.slice(0, MAX_STEPS),
  };
}
