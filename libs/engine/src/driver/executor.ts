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
}
