import { compileExpression, type ExpressionScope, type Json, truthy } from '@app/definition';
import { AppError } from '@app/errors';
import type { SimulationResult } from '@app/simulation';
import { failure, type Failure, quoted } from './failure.js';

/** The names that an expression of `holds` can read. */
export const HOLDS_NAMES = [
  'input',
  'status',
  'output',
  'error',
  'duration_ms',
  'nodes',
  'steps',
  'log',
  'env',
] as const;

/** Which expressions are not true of what came out. */
export function checkHolds(
  expressions: readonly string[],
  result: SimulationResult,
  given: { readonly input: Json; readonly env: Readonly<Record<string, string>>; readonly startAt: number },
): Failure[] {
  if (expressions.length === 0) return [];
  const scope = scopeOf(result, given.input, given.env);
  return expressions.flatMap((expression, at) => {
    const place = `expect.holds[${at}]`;
    try {
      const value = compileExpression(expression).evaluate(scope, given.startAt + result.duration_ms);
      if (truthy(value)) return [];
      return [failure(place, `does not hold: \`${expression}\` gives ${quoted(value)}, expected true`, true, value)];
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return [failure(place, `\`${expression}\` cannot be evaluated, expected true: ${error.message}`, true, null)];
    }
  });
}

function scopeOf(result: SimulationResult, input: Json, env: Readonly<Record<string, string>>): ExpressionScope {
  const { status, output, duration_ms, log } = result;
  const steps = result.steps.map((step) => ({
    path: step.path,
    node: step.nodeId,
    type: step.type,
    attempt: step.attempt,
    status: step.status,
    output: step.output ?? null,
    error: errorOf(step.error ?? null),
  }));
  // Of a node that ran more than once, the last; an instance of a container is not the container.
  const nodes = Object.fromEntries(steps.filter(({ path }) => !path.endsWith(']')).map((step) => [step.node, step]));
  const lines = log.map(({ level, message }) => ({ level, message }));
  return {
    input,
    env,
    status,
    output,
    duration_ms,
    nodes,
    steps,
    log: lines,
    error: errorOf(result.error),
    // What expressions of a flow can read, and these cannot.
    vars: {},
    run: { id: '', started_at: '' },
    flow: { id: '', name: '', version: 0 },
  };
}

function errorOf(error: SimulationResult['error']): Json {
  if (error === null) return null;
  const { code, message, path = null, details = null } = error;
  return { code, message, path, details: details as Json };
}
