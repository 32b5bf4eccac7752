import type { Json } from '@app/definition';
import type { LogLine, RunError, RunEvent, StepWrite } from '@app/engine';
import type { Mocks } from './mock.js';

/** What is simulated. */
export interface SimulationInput {
  readonly input: Json;
  readonly flow: { readonly id: string; readonly name: string; readonly version: number };
  readonly mocks?: Mocks;
  /** Events that are sent to the run, `afterMs` after its start. */
  readonly events?: readonly { readonly name: string; readonly payload?: Json; readonly afterMs?: number }[];
  /** The run is asked to cancel so long after its start. */
  readonly cancelAfterMs?: number;
  /** When it starts, milliseconds since the epoch. */
  readonly startAt: number;
  /** `env.NAME` of the flow language. */
  readonly env: { readonly [name: string]: string };
}

/** What bounds a simulation. */
export interface SimulationLimits {
  readonly events: number;
  /** Milliseconds of real time. */
  readonly timeMs: number;
  /** Virtual milliseconds. */
  readonly durationMs: number;
}

/** Something that a simulated run waits for and that nothing in its input brings. */
export interface StillWaiting {
  readonly path: string;
  readonly node: string;
  readonly type: string;
}

/** What the run would have been. */
export interface SimulationResult {
  /** `waiting`: nothing brings what it waits for. */
  readonly status: 'success' | 'failed' | 'cancelled' | 'waiting';
  readonly output: Json;
  readonly error: RunError | null;
  readonly waiting_for: readonly StillWaiting[];
  /** Virtual milliseconds from start to end. */
  readonly duration_ms: number;
  readonly steps: readonly StepWrite[];
  readonly events: readonly RunEvent[];
  readonly log: readonly (LogLine & { readonly at: number })[];
  /** Ids of nodes that do work outside and had no mock: they gave null. */
  readonly unmocked: readonly string[];
}
