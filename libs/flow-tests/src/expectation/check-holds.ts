import { compileExpression, type ExpressionScope, type Json, truthy } from '@app/definition';
import { AppError } from '@app/errors';
import type { SimulationResult } from '@app/simulation';
import type { Given } from './given.js';
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

/** Which expressions are not true of what came out. Other work of the process has its turn between them. */
export async function checkHolds(
  expressions: readonly string[],
  result: SimulationResult,
  given: Given,
): Promise<Failure[]> {
  if (expressions.length === 0) return [];
  const scope = scopeOf(result, given.input, given.env);
  const failures: Failure[] = [];
  for (const [at, expression] of expressions.entries()) {
    await new Promise((resolve) => setImmediate(resolve));
    const why = Date.now() > given.endsAt ? OUT_OF_TIME : wrong(expression, scope, given.startAt + result.duration_ms);
    if (why !== null) failures.push(failure(`expect.holds[${at}]`, why.message, true, why.actual));
  }
  return failures;
}

const OUT_OF_TIME = { message: 'was not evaluated, expected true: the time of the test is over', actual: null };

/** Why an expression does not hold; null: it does. */
function wrong(expression: string, scope: ExpressionScope, now: number): { message: string; actual: Json } | null {
  try {
    const actual = compileExpression(expression).evaluate(scope, now);
    if (truthy(actual)) return null;
    return { message: `does not hold: \`${expression}\` gives ${quoted(actual)}, expected true`, actual };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { message: `\`${expression}\` cannot be evaluated, expected true: ${error.message}`, actual: null };
  }
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
