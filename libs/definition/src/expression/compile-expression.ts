import type { Json } from '../json.js';
import { evaluateTree, EXPRESSION_LIMITS, type Budget, type ExpressionLimits } from './evaluator.js';
import type { Evaluable, ExpressionScope } from './expression-scope.js';
import { parseExpression } from './parse-expression.js';
import { follow, NOT_PLAIN, plainPath } from './plain-path.js';
import type { References } from './references.js';
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

/** An expression, and the nodes that it may read; null: any. */
export interface CompiledSource {
  readonly evaluation: Evaluation;
  readonly reads: readonly string[] | null;
}

/** Compiles the source between the braces. @throws AppError EXPRESSION_FAILED, EXPRESSION_LIMIT */
export function compileSource(source: string, limits: ExpressionLimits): CompiledSource {
  const { ast, references } = parseExpression(source);
  const reads = nodesRead(references);
  const evaluation: Evaluation = (scope, at, budget) =>
    evaluateTree(ast, scope, at, limits, budget, (value) => toJson(value, budget));
  const names = plainPath(ast);
  if (names === null) return { evaluation, reads };
  const direct: Evaluation = (scope, at, budget) => {
    const value = follow(names, scope);
    return value === NOT_PLAIN ? evaluation(scope, at, budget) : toJson(value, budget);
  };
  return { evaluation: direct, reads };
}

function nodesRead({ everything, paths }: References): readonly string[] | null {
  const read = paths.filter(([name]) => name === 'nodes').map(([, id]) => id);
  return everything || read.includes(undefined) ? null : [...new Set(read as string[])];
}

/**
 * Compiles the value of an expression field: a string, bare or in `{{ }}`; any other value is constant.
 * @throws AppError EXPRESSION_FAILED, EXPRESSION_LIMIT
 */
export function compileExpression(value: Json, { limits = EXPRESSION_LIMITS }: CompileOptions = {}): Evaluable {
  if (typeof value !== 'string') {
    const constant = freeze(toJson(value, budgetOf(limits)));
    return { source: JSON.stringify(value), reads: [], evaluate: () => constant };
  }
  const { evaluation, reads } = compileSource(expressionSource(value), limits);
  return { source: value, reads, evaluate: (scope, at) => evaluation(scope, at, budgetOf(limits)) };
}

/** So that no reader of a shared value can change it. */
function freeze(value: Json): Json {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(freeze);
  return value;
}
