import type { ExpressionScope, Json, PlanNode } from '@app/definition';
import type { Effect, Executor, Outcome } from '@app/engine';

/** Carries out the nodes of one `compute` type. Synchronous and pure. */
export interface ComputeExecutor {
  readonly kind: 'compute';
  compute(node: PlanNode, scope: ExpressionScope, at: number): Outcome;
}

/** Carries out the nodes of one `effect` type; keeps what they share, such as connections, until `close`. */
export interface EffectExecutor {
  readonly kind: 'effect';
  prepare(node: PlanNode, scope: ExpressionScope, at: number): Effect;
  close(): Promise<void>;
}

/** Says until when the nodes of one `wait` type wait. */
export interface WaitExecutor {
  readonly kind: 'wait';
  until(node: PlanNode, scope: ExpressionScope, at: number): number;
}

/** Opens the containers of one type, and says whether a loop goes on. */
export interface ContainerExecutor {
  readonly kind: 'container';
  /** What a map goes over; null for the others. */
  open(node: PlanNode, scope: ExpressionScope, at: number): readonly Json[] | null;
  /** Whether a loop goes on with this turn, from 0. */
  goesOn(node: PlanNode, scope: ExpressionScope, at: number, turn: number): boolean;
}

/** Waits for an event that is sent to the run. */
export interface EventExecutor extends Pick<Executor, 'awaitEvent' | 'matches'> {
  readonly kind: 'event';
}

/** Asks people. */
export interface ApprovalExecutor extends Pick<Executor, 'awaitApproval'> {
  readonly kind: 'approval';
}

/** Says which flow is to run as a child. */
export interface SubflowExecutor extends Pick<Executor, 'child'> {
  readonly kind: 'subflow';
}

/** Says which foreign activity or workflow is to be called. */
export interface CallExecutor extends Pick<Executor, 'call'> {
  readonly kind: 'call';
}

/** How the nodes of one type are carried out. */
export type NodeExecutor =
  | ComputeExecutor
  | EffectExecutor
  | WaitExecutor
  | ContainerExecutor
  | EventExecutor
  | ApprovalExecutor
  | SubflowExecutor
  | CallExecutor;
