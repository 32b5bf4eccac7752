import { compileSchema, type Json, type JsonObject } from '@app/definition';
import { AppError, type ErrorDetail } from '@app/errors';
import type { NewVote } from './new-vote.js';

/** Characters of JSON that a form may have. */
const MAX_FORM = 64 * 1024;

/**
 * An approval needs a form that holds the schema, where there is one; a form that is left out counts as `{}`.
 * A rejection may leave it out.
 * @throws AppError APPROVAL_FORM_INVALID, with all places
 */
export function checkForm(schema: JsonObject | null, { decision, form }: Pick<NewVote, 'decision' | 'form'>): void {
  if (form === undefined && (schema === null || decision === 'rejected')) return;
  if (schema === null) throw invalid([{ path: 'form', message: 'is not asked for' }]);
  const given: Json = form ?? (form === undefined ? {} : null);
  if (JSON.stringify(given).length > MAX_FORM)
    throw invalid([{ path: 'form', message: `has more than ${MAX_FORM} characters of JSON` }]);
  const problems = compileSchema(schema)(given);
  if (problems.length > 0) throw invalid(problems.map(({ path, message }) => ({ path: below(path), message })));
}

const invalid = (details: readonly ErrorDetail[]): AppError =>
  new AppError('APPROVAL_FORM_INVALID', undefined, { details });

function below(path: string): string {
  if (path === '') return 'form';
  return path.startsWith('[') ? `form${path}` : `form.${path}`;
}
