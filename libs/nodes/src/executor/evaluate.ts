import type { Evaluable, ExpressionScope, Json, PlanNode } from '@app/definition';

/** The value of a template or expression field of the node; null where the field is missing. */
export function evaluate(node: PlanNode, field: string, scope: ExpressionScope, at: number): Json {
  const evaluable = node.data[field] as Evaluable | undefined;
  return evaluable === undefined ? null : evaluable.evaluate(scope, at);
}
