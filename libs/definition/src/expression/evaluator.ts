import { AppError } from '@app/errors';
import { meterFault, toFailure } from './expression-failure.js';
import { LinearRegex } from './linear-regex.js';
import { jsonata } from './vendor/jsonata-sync.js';
import type { ExprNode } from './vendor/jsonata-sync.types.js';

/** What one evaluation may take, in counted work: every machine decides alike. */
export interface ExpressionLimits {
  /** Units of work: a step of the evaluator is one; what natives do is counted by what they read and build. */
  readonly work: number;
  /** Steps within steps, function calls included. */
  readonly depth: number;
  /** Characters in one string. */
  readonly text: number;
  /** Items in one list. */
  readonly list: number;
  /** The result, as characters of JSON. */
  readonly output: number;
}

/** What is left of the limits for what one Evaluable evaluates together. */
export interface Budget {
  work: number;
  output: number;
}

/** The limits of the product; docs/reference/expressions.md names them. */
export const EXPRESSION_LIMITS: ExpressionLimits = {
  work: 2_000_000,
  depth: 400,
  text: 16 * 1024 * 1024,
  list: 1_000_000,
  output: 16 * 1024 * 1024,
};

/** Functions that would let two evaluations of one expression differ, or hide from the checks. */
export const REFUSED_FUNCTIONS: readonly string[] = ['random', 'shuffle', 'eval'];

const { staticFrame, meter } = jsonata;
let clock = new Date(0);

const functions = jsonata.createFrame(staticFrame);
const formatMillis = staticFrame.lookup('fromMillis') as { implementation: (...args: unknown[]) => unknown };
functions.bind(
  'now',
  jsonata.defineFunction(
    (picture: unknown, timezone: unknown) => formatMillis.implementation(clock.getTime(), picture, timezone),
    '<s?s?:s>',
  ),
);
functions.bind(
  'millis',
  jsonata.defineFunction(() => clock.getTime(), '<:n>'),
);
for (const name of REFUSED_FUNCTIONS) {
  functions.bind(
    name,
    jsonata.defineFunction(() => {
      throw meterFault('M1003', `$${name} may not be used: a recovery must decide alike`);
    }),
  );
}

/** Wraps the input of an evaluation so that a list counts as one value, as JSONata has it. */
function wrapped(input: unknown): unknown {
  if (!Array.isArray(input)) return input;
  return Object.assign(jsonata.createSequence(input), { outerWrapper: true });
}

/**
 * Evaluates a syntax tree, and takes its work from the budget. What comes back may be undefined, a function, or share parts with the input: see toJson.
 * @throws AppError EXPRESSION_FAILED, EXPRESSION_LIMIT
 */
export function evaluateTree<T>(
  ast: ExprNode,
  input: unknown,
  at: number,
  limits: ExpressionLimits,
  budget: Budget,
  finish: (value: unknown) => T,
  bindings?: Readonly<Record<string, unknown>>,
): T {
  const frame = jsonata.createFrame(functions);
  if (bindings !== undefined) for (const name of Object.keys(bindings)) frame.bind(name, bindings[name]);
  frame.bind('$', input);
  frame.base = frame;
  frame.createSequence = jsonata.createSequence;
  frame.RegexEngine = LinearRegex;
  frame.timestamp = clock = new Date(at);
  meter.left = budget.work;
  meter.depth = 0;
  meter.maxDepth = limits.depth;
  meter.maxText = limits.text;
  meter.maxList = limits.list;
  try {
    return finish(jsonata.evaluate(ast, wrapped(input), frame));
  } catch (fault) {
    throw fault instanceof AppError ? fault : toFailure(fault);
  } finally {
    budget.work = meter.left;
    meter.left = Infinity;
  }
}
