import { AppError } from '@app/errors';
import type { Json, JsonObject } from '../json.js';
import {
  budgetOf,
  compileSource,
  type CompiledSource,
  type CompileOptions,
  type Evaluation,
} from './compile-expression.js';
import { EXPRESSION_LIMITS, type ExpressionLimits } from './evaluator.js';
import type { Evaluable } from './expression-scope.js';
import { readByAny } from './reads.js';
import { isTemplate, splitTemplate, type TemplatePart } from './template-text.js';
import { toJson } from './to-json.js';

/** Levels that a template may be nested. */
const MAX_DEPTH = 200;

/** A part of a template: what is always the same, or what is evaluated. */
type Compiled = { readonly constant: Json } | CompiledSource;

/**
 * Compiles the value of a template field, `{{ }}` in strings anywhere in it. A string that is one
 * expression and nothing else gives that expression's value; in others text is put in. Parts without
 * an expression are shared by all evaluations, and frozen.
 * @throws AppError EXPRESSION_FAILED, EXPRESSION_LIMIT
 */
export function compileTemplate(value: Json, { limits = EXPRESSION_LIMITS }: CompileOptions = {}): Evaluable {
  const source = typeof value === 'string' ? value : JSON.stringify(value);
  const compiled = compileValue(value, limits, 0);
  if ('constant' in compiled) return { source, reads: [], evaluate: () => compiled.constant };
  return { source, reads: compiled.reads, evaluate: (scope, at) => compiled.evaluation(scope, at, budgetOf(limits)) };
}

function compileValue(value: Json, limits: ExpressionLimits, depth: number): Compiled {
  if (typeof value === 'string') return isTemplate(value) ? compileText(value, limits) : { constant: value };
  // Minus zero is zero once it has been stored.
  if (typeof value !== 'object' || value === null) return { constant: value === 0 ? 0 : value };
  if (depth >= MAX_DEPTH) throw new AppError('EXPRESSION_LIMIT', `A template may be nested ${MAX_DEPTH} levels`);
  if (Array.isArray(value)) return compileList(value.map((item) => compileValue(item, limits, depth + 1)));
  return compileObject(Object.entries(value).map(([key, item]) => [key, compileValue(item, limits, depth + 1)]));
}

/** The value now; what is always the same costs nothing. */
const now = (part: Compiled, ...call: Parameters<Evaluation>): Json =>
  'constant' in part ? part.constant : part.evaluation(...call);

const readsOf = (parts: readonly Compiled[]): readonly string[] | null =>
  readByAny(parts.map((part) => ('constant' in part ? [] : part.reads)));

function compileList(parts: readonly Compiled[]): Compiled {
  const constant: Json[] = [];
  for (const part of parts) {
    if (!('constant' in part))
      return {
        evaluation: (scope, at, budget) => parts.map((each) => now(each, scope, at, budget)),
        reads: readsOf(parts),
      };
    constant.push(part.constant);
  }
  return { constant: Object.freeze(constant) as Json[] };
}

function compileObject(parts: readonly (readonly [string, Compiled])[]): Compiled {
  const build = (value: (part: Compiled) => Json): JsonObject => {
    // From entries, so that a key `__proto__` is data like any other.
    return Object.fromEntries(parts.map(([key, part]) => [key, value(part)]));
  };
  if (parts.every(([, part]) => 'constant' in part))
    return { constant: Object.freeze(build((part) => (part as { constant: Json }).constant)) };
  const reads = readsOf(parts.map(([, part]) => part));
  return { evaluation: (scope, at, budget) => build((part) => now(part, scope, at, budget)), reads };
}

function compileText(text: string, limits: ExpressionLimits): Compiled {
  const parts = splitTemplate(text);
  const [only] = parts;
  if (parts.length === 1 && only !== undefined && 'expression' in only) return located(only, limits);
  const pieces = parts.map((part): Compiled => ('text' in part ? { constant: part.text } : located(part, limits)));
  return {
    evaluation: (scope, at, budget) =>
      toJson(pieces.map((piece) => asText(now(piece, scope, at, budget))).join(''), budget),
    reads: readsOf(pieces),
  };
}

/** Compiles one expression of a string; its failure says which one it is. */
function located(part: Extract<TemplatePart, { expression: string }>, limits: ExpressionLimits): CompiledSource {
  return compileSource(part.expression, limits);
}

/** How a value is put into text: a string as it is, nothing as nothing, all else as JSON. */
function asText(value: Json): string {
  if (typeof value === 'string') return value;
  return value === null ? '' : JSON.stringify(value);
}
