import type { ExpressionScope, PlanNode } from '@app/definition';
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

/** How the nodes of one type are carried out. */
export type NodeExecutor = ComputeExecutor | EffectExecutor | WaitExecutor;
