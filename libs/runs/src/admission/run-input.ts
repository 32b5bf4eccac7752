import type { Json, Plan } from '@app/definition';
import { AppError, type ErrorDetail } from '@app/errors';

/** Deeper values overflow the stacks of those that read them. */
const MAX_DEPTH = 500;

/** The input as it is stored. @throws AppError RUN_INPUT_INVALID */
export function checkedInput(plan: Plan, input: Json): string {
  if (isDeeperThan(input, MAX_DEPTH))
    throw invalid([{ path: 'input', message: `is nested deeper than ${MAX_DEPTH} levels` }]);
  const problems = plan.checkInput(input);
  if (problems.length > 0)
    throw invalid(problems.map(({ path, message }) => ({ path: below('input', path), message })));
  return JSON.stringify(input);
}

/** The error of an input that the database refuses. */
export function invalid(details: readonly ErrorDetail[], cause?: unknown): AppError {
  return new AppError('RUN_INPUT_INVALID', undefined, { details, cause });
}

function below(root: string, path: string): string {
  if (path === '' || path === root || path.startsWith(`${root}.`) || path.startsWith(`${root}[`)) return path || root;
  return path.startsWith('[') ? `${root}${path}` : `${root}.${path}`;
}

function isDeeperThan(value: Json, depth: number): boolean {
  let level: Json[] = [value];
  for (let at = 0; at <= depth; at += 1) {
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []));
    if (level.length === 0) return false;
  }
  return true;
}
