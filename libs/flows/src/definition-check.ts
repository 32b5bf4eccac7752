import { contentHash, type Definition, normalize, type Problem, type ProblemCode, validate } from '@app/definition';
import { AppError, type ErrorDetail } from '@app/errors';
import { nodeTypes } from '@app/nodes';

/** A definition that can be kept: normalized, hashed, and what is wrong with it. */
export interface CheckedDefinition {
  readonly definition: Definition;
  readonly contentHash: string;
  readonly problems: readonly Problem[];
}

/** What not even a draft may have: PostgreSQL could not hold it, or no reader could make sense of it. */
const REFUSED: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'NOT_JSON',
  'TEXT_NOT_STORABLE',
  'KEY_NOT_ALLOWED',
  'NESTED_TOO_DEEPLY',
  'TOO_LARGE',
  'SHAPE_INVALID',
  'NODE_ID_INVALID',
]);

const below = (parent: string, path: string): string =>
  path === '' || path.startsWith('[') ? `${parent}${path}` : `${parent}.${path}`;

/** All problems of a definition. Never throws. */
export function checkDefinition(definition: unknown): readonly Problem[] {
  return validate(definition, nodeTypes);
}

/** Whether there are problems that not even a draft may have. */
export function isRefused(problems: readonly Problem[]): boolean {
  return problems.some(({ code }) => REFUSED.has(code));
}

/**
 * The definition as it is kept.
 * @param place where it stands, as errors name it
 * @throws AppError VALIDATION_FAILED that lists all errors, where not even a draft could be made of it
 */
export function definitionToKeep(given: unknown, place?: string): CheckedDefinition {
  const problems = checkDefinition(given);
  if (isRefused(problems)) throw new AppError('VALIDATION_FAILED', undefined, { details: errorsOf(problems, place) });
  const definition = normalize(given as Definition);
  return { definition, contentHash: contentHash(definition), problems };
}

/**
 * @returns its problems, all of them warnings
 * @throws AppError FLOW_HAS_PROBLEMS that lists all problems of severity `error`
 */
export function assertRunnable(definition: Definition): readonly Problem[] {
  return assertNoErrors(checkDefinition(definition));
}

/**
 * @returns the problems, all of them warnings
 * @throws AppError FLOW_HAS_PROBLEMS that lists those of severity `error`
 */
export function assertNoErrors(problems: readonly Problem[]): readonly Problem[] {
  const details = errorsOf(problems);
  if (details.length > 0) throw new AppError('FLOW_HAS_PROBLEMS', undefined, { details });
  return problems;
}

/** The problems of severity `error`, as a refusal lists them. @param place where the definition stands */
export function errorsOf(problems: readonly Problem[], place = 'definition'): ErrorDetail[] {
  return problems
    .filter(({ severity }) => severity === 'error')
    .map(({ code, message, path }) => ({ path: below(place, path), message, code }));
}
