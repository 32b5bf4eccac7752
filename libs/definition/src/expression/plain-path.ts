import type { ExprNode } from './vendor/jsonata-sync.types.js';

const PLAIN_STEP: ReadonlySet<string> = new Set(['type', 'value', 'position']);

/** Marks that a path met a list, where only the evaluator knows what it means. */
export const NOT_PLAIN = Symbol('not plain');

/** The names of an expression like `nodes.a.output.x`; null for any other. */
export function plainPath(ast: ExprNode): readonly string[] | null {
  if (ast.type !== 'path' || Object.keys(ast).some((key) => key !== 'type' && key !== 'steps')) return null;
  const steps = ast.steps as ExprNode[];
  const plain = steps.every((step) => step.type === 'name' && Object.keys(step).every((key) => PLAIN_STEP.has(key)));
  return plain ? steps.map((step) => step.value as string) : null;
}

/** Follows the names through objects; undefined where there is nothing. What it gives is exactly what JSONata gives. */
export function follow(names: readonly string[], from: unknown): unknown {
  let value = from;
  for (const name of names) {
    if (Array.isArray(value)) return NOT_PLAIN;
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}
