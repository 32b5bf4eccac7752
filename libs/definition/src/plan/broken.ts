import { AppError } from '@app/errors';

/** What AppError says of a definition that compile can make nothing of. */
export function broken(path: string, message: string, cause?: unknown): AppError {
  return new AppError('FLOW_HAS_PROBLEMS', `The definition cannot be run: ${path}: ${message}`, {
    details: [{ path, message }],
    cause,
  });
}
