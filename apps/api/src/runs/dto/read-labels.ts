import { LABEL_NAME, RUN_SETTINGS_LIMITS } from '@app/definition';
import { AppError, type ErrorDetail } from '@app/errors';
import { isStorableText } from '@app/http';

const { labels: MAX_LABELS, label: MAX_LABEL } = RUN_SETTINGS_LIMITS;
const NAME = new RegExp(LABEL_NAME);

/** Labels by name, for OpenAPI. */
export const LABELS = {
  type: 'object',
  maxProperties: MAX_LABELS,
  additionalProperties: { type: 'string', maxLength: MAX_LABEL },
  propertyNames: { pattern: LABEL_NAME },
} as const;

/** The labels that a request gives a run. @throws AppError VALIDATION_FAILED that names every bad one */
export function readLabels(labels: unknown): Readonly<Record<string, string>> {
  if (typeof labels !== 'object' || labels === null || Array.isArray(labels))
    throw invalid([{ path: 'labels', message: 'must be an object of texts' }]);
  const given = Object.entries(labels);
  const problems = given.flatMap(([name, text]) => problemsOf(name, text));
  if (given.length > MAX_LABELS) problems.push({ path: 'labels', message: `must be at most ${MAX_LABELS}` });
  if (problems.length > 0) throw invalid(problems);
  return labels as Record<string, string>;
}

function problemsOf(name: string, text: unknown): ErrorDetail[] {
  if (!NAME.test(name))
    return [{ path: 'labels', message: 'must have names of a letter, then at most 62 letters, digits, `_`, `.`, `-`' }];
  if (typeof text === 'string' && text.length <= MAX_LABEL && isStorableText(text)) return [];
  const message = `must be a text of at most ${MAX_LABEL} characters, without NUL and broken surrogate pairs`;
  return [{ path: `labels.${name}`, message }];
}

function invalid(details: readonly ErrorDetail[]): AppError {
  return new AppError('VALIDATION_FAILED', undefined, { details });
}
