import { AppError } from '@app/errors';

/** Where a list goes on: the sort it belongs to, and the last item's values of it. */
export interface Cursor {
  readonly sort: string;
  readonly values: readonly string[];
}

const MAX_LENGTH = 2_000;

/** The cursor as clients keep it: a text that says nothing to them. */
export function encodeCursor({ sort, values }: Cursor): string {
  return Buffer.from(JSON.stringify([sort, ...values])).toString('base64url');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return null; // Answered below like every other text that is no cursor.
  }
}

/**
 * Reads a cursor back, for the same sort.
 * @param shape what each value must be like, in order; it keeps from SQL what SQL cannot read
 * @throws AppError VALIDATION_FAILED
 */
export function decodeCursor(text: string, sort: string, shape: readonly RegExp[]): Cursor {
  const parts = text.length <= MAX_LENGTH ? parse(text) : null;
  const [of, ...values] = Array.isArray(parts) ? (parts as unknown[]) : [];
  const fits =
    of === sort &&
    values.length === shape.length &&
    shape.every((pattern, at) => typeof values[at] === 'string' && pattern.test(values[at]));
  if (fits) return { sort, values: values as string[] };
  const details = [{ path: 'cursor', message: 'is not a cursor of this list in this order' }];
  throw new AppError('VALIDATION_FAILED', undefined, { details });
}
