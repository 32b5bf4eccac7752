import type { ExpressionScope, Json, PlanNode } from '@app/definition';
import type { Effect, Outcome } from '@app/engine';

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

/** How the nodes of one type are carried out. */
export type NodeExecutor = ComputeExecutor | EffectExecutor | WaitExecutor | ContainerExecutor;
