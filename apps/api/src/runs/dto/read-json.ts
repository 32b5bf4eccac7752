import { AppError } from '@app/errors';
import { infiniteBelow } from '@app/http';

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
