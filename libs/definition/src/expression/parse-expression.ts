import { AppError } from '@app/errors';
import { REFUSED_FUNCTIONS } from './evaluator.js';
import { toFailure } from './expression-failure.js';
import { compileRegex, type RegexBudget } from './linear-regex.js';
import { findReferences, type References } from './references.js';
import { jsonata } from './vendor/jsonata-sync.js';
import type { ExprNode } from './vendor/jsonata-sync.types.js';

/** Characters that one expression may have. */
export const MAX_EXPRESSION = 64 * 1024;

/** Nodes of the syntax tree that operators may copy. */
const MAX_COPIED = 100_000;
/** Instructions that the regular expressions of one expression may have together. */
const MAX_REGEXES = 20_000;

/** An expression that can be evaluated. */
export interface ParsedExpression {
  readonly ast: ExprNode;
  readonly references: References;
}

/**
 * Parses and checks what can be checked without data.
 * @param regexes what regular expressions may still take; one for several expressions bounds them together
 * @throws AppError EXPRESSION_FAILED, with the position; EXPRESSION_LIMIT where it is too long or nested too deeply
 */
export function parseExpression(source: string, regexes: RegexBudget = { left: MAX_REGEXES }): ParsedExpression {
  if (source.length > MAX_EXPRESSION)
    throw new AppError('EXPRESSION_LIMIT', `An expression may have ${MAX_EXPRESSION} characters`);
  if (source.trim() === '') throw new AppError('EXPRESSION_FAILED', 'The expression is empty');
  const ast = parse(source);
  const references = findReferences(ast);
  for (const regex of references.regexes) checkRegex(regex, regexes);
  const refused = REFUSED_FUNCTIONS.find((name) => references.variables.has(name));
  if (refused !== undefined) {
    throw new AppError('EXPRESSION_FAILED', `$${refused} may not be used: a recovery of the run must decide alike`);
  }
  return { ast, references };
}

function parse(source: string): ExprNode {
  jsonata.meter.left = MAX_COPIED;
  try {
    return jsonata.parser(source);
  } catch (fault) {
    if (fault instanceof RangeError) throw new AppError('EXPRESSION_LIMIT', 'The expression is nested too deeply');
    throw toFailure(fault);
  } finally {
    jsonata.meter.left = Infinity;
  }
}

function checkRegex(regex: RegExp, budget: RegexBudget): void {
  try {
    compileRegex(regex, budget);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new AppError(
      'EXPRESSION_FAILED',
      `/${regex.source}/ cannot be used: ${why} (no look-around and no back-references)`,
      { cause },
    );
  }
}
