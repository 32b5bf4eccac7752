import type { ErrorObject } from 'ajv';

/** What does not hold, and where: `customer.items[2].price`; '' is the value itself. */
export interface SchemaProblem {
  readonly path: string;
  readonly message: string;
}

/** Problems of one value that are listed. */
const MAX_PROBLEMS = 100;

/** Ajv's errors in words, each place once for each message. */
export function schemaMessages(errors: readonly ErrorObject[] | null | undefined): SchemaProblem[] {
  const found = new Map<string, SchemaProblem>();
  for (const error of errors ?? []) {
    if (error.keyword === 'if') continue;
    const problem = { path: pathOf(error), message: messageOf(error) };
    found.set(`${problem.path} ${problem.message}`, problem);
    if (found.size === MAX_PROBLEMS) break;
  }
  return [...found.values()];
}

/** A JSON pointer as a path; a key that is missing or unknown is part of the path. */
function pathOf({ instancePath, params }: ErrorObject): string {
  const { missingProperty, additionalProperty, unevaluatedProperty } = params as Record<string, string | undefined>;
  const key = missingProperty ?? additionalProperty ?? unevaluatedProperty;
  const keys = instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (key !== undefined) keys.push(key);
  return keys.reduce(
    (path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : path === '' ? part : `${path}.${part}`),
    '',
  );
}

function messageOf({ keyword, message, params }: ErrorObject): string {
  switch (keyword) {
    case 'required':
      return 'is missing';
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return 'is not known here';
    case 'enum':
      return `must be one of ${(params as { allowedValues: unknown[] }).allowedValues.map((value) => JSON.stringify(value)).join(', ')}`;
    case 'const':
      return `must be ${JSON.stringify((params as { allowedValue: unknown }).allowedValue)}`;
    case 'false schema':
      return 'may not be here';
    default:
      return message ?? 'is wrong';
  }
}
