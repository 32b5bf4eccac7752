import type { ExpressionScope, Json, JsonObject, PlanNode } from '@app/definition';
import type { ApprovalTask } from './outside.js';

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
  /** The output is stored encrypted, whatever the node says. */
  readonly masked?: boolean;
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

/** A sub-flow, before it is known which version of it runs. */
export interface ChildRequest {
  /** Its id or its slug. */
  readonly flow: string;
  readonly version: 'published' | number;
  readonly input: Json;
  /** Whether the node waits for its end. */
  readonly wait: boolean;
}

/** A Temporal activity or workflow that others carry out. As JSON it is the input of its step. */
export interface Call {
  readonly kind: 'activity' | 'workflow';
  /** Its type. */
  readonly name: string;
  readonly task_queue: string;
  readonly arguments: readonly Json[];
  /** Milliseconds after which an activity that is not heard of is given up; null: it need not be heard of. */
  readonly heartbeat_timeout_ms: number | null;
  /** Milliseconds that it may take; null: no bound. */
  readonly timeout_ms: number | null;
  /** Whether the node waits for the end of a workflow. */
  readonly wait: boolean;
  /** What comes of it is stored encrypted. */
  readonly mask?: true;
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
  /** For `event` nodes: the name of the event, and when the wait is over by itself. @throws NodeError */
  awaitEvent(
    node: PlanNode,
    scope: ExpressionScope,
    at: number,
  ): { readonly event: string; readonly until: number | null };
  /** Whether the node takes the event; `scope` has it as `event`. @throws NodeError */
  matches(node: PlanNode, scope: ExpressionScope, at: number): boolean;
  /** For `approval` nodes: what is asked, and when the wait is over by itself. @throws NodeError */
  awaitApproval(
    node: PlanNode,
    scope: ExpressionScope,
    at: number,
  ): { readonly task: ApprovalTask; readonly until: number | null };
  /** For `subflow` nodes: which flow, with what. @throws NodeError */
  child(node: PlanNode, scope: ExpressionScope, at: number): ChildRequest;
  /** For `call` nodes: the foreign activity or workflow, with what. Recorded as the step's input. @throws NodeError */
  call(node: PlanNode, scope: ExpressionScope, at: number): Call;
  /** Checks the output of a container, or of what was called. @throws NodeError OUTPUT_TOO_LARGE, OUTPUT_NOT_STORABLE */
  gather(node: PlanNode, output: Json): Outcome;
}
