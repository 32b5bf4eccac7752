import type { Json } from '../json.js';
import { evaluateTree, EXPRESSION_LIMITS, type Budget, type ExpressionLimits } from './evaluator.js';
import type { Evaluable, ExpressionScope } from './expression-scope.js';
import { parseExpression } from './parse-expression.js';
import { follow, NOT_PLAIN, plainPath } from './plain-path.js';
import { expressionSource } from './template-text.js';
import { toJson } from './to-json.js';

/** How expressions are compiled. */
export interface CompileOptions {
  /** Default: EXPRESSION_LIMITS. */
  readonly limits?: ExpressionLimits;
}

/** One expression, compiled: what expressions and templates are made of. */
export type Evaluation = (scope: ExpressionScope, at: number, budget: Budget) => Json;

/** A fresh budget for one evaluation. */
export const budgetOf = ({ work, output }: ExpressionLimits): Budget => ({ work, output });

/** Compiles the source between the braces. @throws AppError EXPRESSION_FAILED, EXPRESSION_LIMIT */
export function compileSource(source: string, limits: ExpressionLimits): Evaluation {
  const { ast } = parseExpression(source);
  const evaluation: Evaluation = (scope, at, budget) =>
    evaluateTree(ast, scope, at, limits, budget, (value) => toJson(value, budget));
  const names = plainPath(ast);
  if (names === null) return evaluation;
  return (scope, at, budget) => {
    const value = follow(names, scope);
    return value === NOT_PLAIN ? evaluation(scope, at, budget) : toJson(value, budget);
  };
}

/**
 * Compiles the value of an expression field: a string, bare or in `{{ }}`; any other value is constant.
 * @throws AppError EXPRESSION_FAILED, EXPRESSION_LIMIT
 */
export function compileExpression(value: Json, { limits = EXPRESSION_LIMITS }: CompileOptions = {}): Evaluable {
  if (typeof value !== 'string') {
    const constant = freeze(toJson(value, budgetOf(limits)));
    return { source: JSON.stringify(value), evaluate: () => constant };
  }
  const evaluation = compileSource(expressionSource(value), limits);
  return { source: value, evaluate: (scope, at) => evaluation(scope, at, budgetOf(limits)) };
}

/** So that no reader of a shared value can change it. */
function freeze(value: Json): Json {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(freeze);
  return value;
}
