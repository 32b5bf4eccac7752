import { AppError } from '@app/errors';

/**
 * Reads a field of any JSON, as it came; `FreeJson` takes it.
 * The reader throws AppError VALIDATION_FAILED for a number such as 1e400: it is read as infinite, and would be kept as null.
 */
export function readJson(field: string): (value: unknown) => unknown {
  return (value) => {
    const below = infiniteBelow(value);
    if (below === null) return value;
    const details = [{ path: `${field}${below}`, message: 'is a number that is too large' }];
    throw new AppError('VALIDATION_FAILED', undefined, { details });
  };
}

/** The path to the first number that is not finite; null: there is none. The body's depth is bounded where it is parsed. */
function infiniteBelow(value: unknown): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? null : '';
  if (typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value)) {
    for (const [at, inner] of value.entries()) {
      const below = infiniteBelow(inner);
      if (below !== null) return `[${at}]${below}`;
    }
    return null;
  }
  for (const key of Object.keys(value)) {
    const below = infiniteBelow((value as Record<string, unknown>)[key]);
    if (below !== null) return `.${key}${below}`;
  }
  return null;
}
