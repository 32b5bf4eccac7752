import type { ExpressionScope, Json, JsonObject, PlanNode } from '@app/definition';

/** A line that a node writes to the run's log. */
export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
}

/** What a node that ended well gives. */
export interface Outcome {
  readonly output: Json;
  /** The handles chosen; null: all success handles. */
  readonly handles: readonly string[] | null;
  /** Run variables to set. */
  readonly vars?: JsonObject;
  readonly log?: readonly LogLine[];
}

/** An effect that is ready to begin. */
export interface Effect {
  /** What is recorded as the step's input: every field put in, secrets as `***`. */
  readonly input: Json;
  /**
   * Carries it out. The driver aborts the signal on time-out, cancel and shutdown.
   * @throws NodeError, or anything else, which becomes NODE_FAILED
   */
  run(call: EffectCall): Promise<Outcome>;
}

/** What an effect is given. */
export interface EffectCall {
  readonly signal: AbortSignal;
  /** Run id + path: the same for every attempt, for the other side to know a repetition by. */
  readonly idempotencyKey: string;
}

/** Carries nodes out; in the worker it is the registry of node types, in the simulator a mock. */
export interface Executor {
  /** For `compute` nodes. Synchronous and pure. @throws NodeError */
  compute(node: PlanNode, scope: ExpressionScope, at: number): Outcome;
  /** For `effect` nodes. Synchronous: puts in the fields, does nothing outside yet. @throws NodeError */
  prepare(node: PlanNode, scope: ExpressionScope, at: number): Effect;
  /** For `wait` nodes: until when, milliseconds since the epoch. @throws NodeError */
  until(node: PlanNode, scope: ExpressionScope, at: number): number;
  /** For containers: what a map goes over; null for the others. @throws NodeError */
  open(node: PlanNode, scope: ExpressionScope, at: number): readonly Json[] | null;
  /**
   * For loops: whether it goes on with this turn, from 0.
   * @param scope with `iteration` and `previous` as the turn would see them
   * @throws NodeError LOOP_LIMIT where it may not go on that long
   */
  goesOn(node: PlanNode, scope: ExpressionScope, at: number, turn: number): boolean;
  /** Checks the output of a container. @throws NodeError OUTPUT_TOO_LARGE, OUTPUT_NOT_STORABLE */
  gather(node: PlanNode, output: Json): Outcome;
}
