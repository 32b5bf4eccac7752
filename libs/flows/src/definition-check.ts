import { contentHash, type Definition, normalize, type Problem, type ProblemCode, validate } from '@app/definition';
import { AppError } from '@app/errors';
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

/**
 * The definition as it is kept.
 * @throws AppError VALIDATION_FAILED where not even a draft could be made of it
 */
export function definitionToKeep(given: unknown): CheckedDefinition {
  const problems = checkDefinition(given);
  const details = problems
    .filter(({ code }) => REFUSED.has(code))
    .map(({ code, message, path }) => ({ path: below('definition', path), message, code }));
  if (details.length > 0) throw new AppError('VALIDATION_FAILED', undefined, { details });
  const definition = normalize(given as Definition);
  return { definition, contentHash: contentHash(definition), problems };
}

/** @throws AppError FLOW_HAS_PROBLEMS that lists all problems of severity `error` */
export function assertRunnable(definition: Definition): void {
  const details = checkDefinition(definition)
    .filter(({ severity }) => severity === 'error')
    .map(({ code, message, path }) => ({ path: below('definition', path), message, code }));
  if (details.length > 0) throw new AppError('FLOW_HAS_PROBLEMS', undefined, { details });
}
