import { parseExpression } from './parse-expression.js';
import { expressionSource } from './template-text.js';

/** What an expression reads of its scope, as far as its text says. */
export interface RootNames {
  /** The names that paths begin with. */
  readonly names: readonly string[];
  /** Variables and functions, without the `$`, that it neither defines nor are of the language. */
  readonly unbound: readonly string[];
}

/** The names that an expression, bare or in `{{ }}`, takes from outside. @throws AppError EXPRESSION_FAILED, EXPRESSION_LIMIT */
export function rootNames(expression: string): RootNames {
  const { paths, unbound } = parseExpression(expressionSource(expression)).references;
  return { names: [...new Set(paths.flatMap(([name]) => name ?? []))], unbound: [...unbound] };
}
